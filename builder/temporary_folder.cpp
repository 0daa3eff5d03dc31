#include "builder/temporary_folder.hpp"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/guard.hpp"

namespace cairn {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
    std::error_code error;
    m_path = (fs::temp_directory_path(error) / "cairn-XXXXXX").string();
    if (error || ::mkdtemp(m_path.data()) == nullptr)
        throw BrokenEnvironment("no temporary folder can be made: '" + m_path + "'; set TMPDIR to a disk with room");
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
}

void TemporaryFolder::write(const std::string& relative, std::string_view bytes) const {
    const fs::path path = fs::path(m_path) / relative;
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush())
        throw BrokenEnvironment("the temporary file '" + path.string() + "' cannot be written; set TMPDIR to a disk with room");
}

std::string TemporaryFolder::read(const std::string& relative) const {
    const fs::path path = fs::path(m_path) / relative;
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) throw BrokenEnvironment("the temporary file '" + path.string() + "' is gone");
    return bytes;
}

}  // namespace cairn
