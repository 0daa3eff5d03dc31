#include "validator/pull/schema_folder.hpp"

#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/interrupted.hpp"
#include "base/sha256.hpp"
#include "validator/read_file.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

namespace fs = boost::filesystem;

namespace {

constexpr std::size_t k_most_sums_bytes = 16U << 20;

/// A reader never sees half a file, whatever ends this program.
void write_whole(const fs::path& file, std::string_view text) {
    boost::system::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) throw std::runtime_error(file.parent_path().string() + ": cannot be made: " + error.message());
    const fs::path fresh = file.string() + ".new";
    errno = 0;
    std::ofstream stream(fresh.string(), std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    if (!stream) throw std::runtime_error(fresh.string() + ": cannot be written: " + std::strerror(errno));
    fs::rename(fresh, file, error);
    if (error) throw std::runtime_error(file.string() + ": cannot be replaced: " + error.message());
}

}  // namespace

SchemaFolder::SchemaFolder(std::string path) : m_path(std::move(path)) {
    boost::system::error_code error;
    fs::create_directories(m_path, error);
    if (error || !fs::is_directory(m_path, error))
        throw std::runtime_error(m_path + ": is no folder, and cannot be made one: " + error.message());
    read_sums();
}

void SchemaFolder::read_sums() {
    const fs::path file = fs::path(m_path) / std::string(k_sums);
    boost::system::error_code error;
    if (!fs::exists(file, error)) return;
    const FileText sums = read_file(file.string(), k_most_sums_bytes, Only::regular_files, k_never_stop);
    if (!sums.problem.empty()) throw std::runtime_error(file.string() + ": " + sums.problem);
    std::istringstream lines{std::string(sums.text)};
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        constexpr std::size_t k_digits = 64;
        if (line.size() < k_digits + 3 || line.find_first_not_of("0123456789abcdef") != k_digits ||
            !is_schema_key(std::string_view(line).substr(k_digits + 2))) {
            throw std::runtime_error(file.string() + ", line " + std::to_string(number) +
                                     ": expected a SHA-256 in 64 digits, two spaces and host/path; remove the file to "
                                     "have all schemas of others' left alone");
        }
        m_sums[line.substr(k_digits + 2)] = line.substr(0, k_digits);
    }
}

void SchemaFolder::write_sums() const {
    std::string text;
    for (const auto& [key, digest] : m_sums) text.append(digest).append("  ").append(key).append("\n");
    write_whole(fs::path(m_path) / std::string(k_sums), text);
}

std::optional<std::string> SchemaFolder::read(const std::string& key) const {
    const FileText file =
        read_file((fs::path(m_path) / key).string(), k_largest_schema_bytes, Only::regular_files, k_never_stop);
    return file.problem.empty() ? std::optional(std::string(file.text)) : std::nullopt;
}

SchemaFolder::State SchemaFolder::state_of(const std::string& key) const {
    boost::system::error_code error;
    const auto sum = m_sums.find(key);
    if (!fs::exists(fs::path(m_path) / key, error)) return State::absent;
    if (sum == m_sums.end()) return State::foreign;
    const std::optional<std::string> text = read(key);
    return text && sha256_of(*text) == sum->second ? State::whole : State::damaged;
}

void SchemaFolder::put(const std::string& key, std::string_view text) {
    write_whole(fs::path(m_path) / key, text);
    m_sums[key] = sha256_of(text);
    write_sums();
}

}  // namespace cairn::validate
