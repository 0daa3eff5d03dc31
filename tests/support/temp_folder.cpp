#include "tests/support/temp_folder.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

namespace cairn::test {

namespace fs = boost::filesystem;

TempFolder::TempFolder() : TempFolder(fs::temp_directory_path().string()) {}

TempFolder TempFolder::in_memory() {
    const char* shared = "/dev/shm";
    return TempFolder(::access(shared, W_OK) == 0 ? std::string(shared) : fs::temp_directory_path().string());
}

TempFolder::TempFolder(const std::string& parent) : m_path(parent + "/cairn-test-XXXXXX") {
    if (::mkdtemp(m_path.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
}

TempFolder::~TempFolder() {
    boost::system::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void TempFolder::add_file(std::string_view relative, std::string_view bytes) const {
    const fs::path path = *this / relative;
    fs::create_directories(path.parent_path());
    std::ofstream file(path.string(), std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

void TempFolder::add_folder(std::string_view relative) const { fs::create_directories(*this / relative); }

void TempFolder::add_link(std::string_view relative, const std::string& target) const {
    const fs::path path = *this / relative;
    fs::create_directories(path.parent_path());
    fs::create_symlink(target, path);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string snapshot(const std::string& folder) {
    if (!fs::exists(folder)) return {};
    std::set<std::string> lines;
    for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
        const std::string relative = at->path().string().substr(folder.size() + 1);
        const bool is_file = at->symlink_status().type() == fs::regular_file;
        lines.insert(relative + (is_file ? "=" + read_file(at->path().string()) : "/") + "\n");
    }
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
}

}  // namespace cairn::test
