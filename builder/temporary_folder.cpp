#include "builder/temporary_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "base/guard.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view k_prefix = "cairn-run-";
constexpr const char* k_lock_file = ".lock";

/// A descriptor that holds the lock of the folder; -1: another process does, or there is none.
int locked(const fs::path& folder, int flags) {
    const std::string path = (folder / k_lock_file).string();
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, S_IRUSR | S_IWUSR);
    if (file < 0) return -1;
    struct stat ours {};
    struct stat there {};
    // A run that tidies up may have come between, and the file that was locked is gone.
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 && ::fstat(file, &ours) == 0 && ::stat(path.c_str(), &there) == 0 &&
        ours.st_ino == there.st_ino)
        return file;
    ::close(file);
    return -1;
}

/// Those whose process is gone: its locks went with it. A folder without a lock is just being made.
void remove_left(const fs::path& parent) {
    std::error_code ignored;
    for (fs::directory_iterator at(parent, ignored), end; !ignored && at != end; at.increment(ignored)) {
        if (!at->path().filename().string().starts_with(k_prefix)) continue;
        const int lock = locked(at->path(), 0);
        if (lock < 0) continue;
        std::error_code failed;
        fs::remove_all(at->path(), failed);
        ::close(lock);
    }
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
    std::error_code error;
    const fs::path parent = fs::temp_directory_path(error);
    if (!error) remove_left(parent);
    for (int i = 0; i < 10 && !error; ++i) {
        m_path = (parent / (std::string(k_prefix) + "XXXXXX")).string();
        if (::mkdtemp(m_path.data()) == nullptr) break;
        m_lock = locked(m_path, O_CREAT);
        if (m_lock >= 0) return;
    }
    throw BrokenEnvironment("no temporary folder can be made: '" + m_path + "'; set TMPDIR to a disk with room");
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
    ::close(m_lock);
}

void TemporaryFolder::write(const std::string& relative, std::string_view bytes) const {
    if (const std::string_view fault = fault_of_path(relative); !fault.empty())
        throw std::logic_error("'" + relative + "' is no path of a temporary file: " + std::string(fault));
    const fs::path path = fs::path(m_path) / relative;
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    if (fs::exists(path, ignored))
        throw BrokenEnvironment("the temporary file '" + path.string() +
                                "' is there already: the disk of TMPDIR does not tell large letters from small ones");
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush())
        throw BrokenEnvironment("the temporary file '" + path.string() +
                                "' cannot be written; set TMPDIR to a disk with room");
}

std::string TemporaryFolder::read(const std::string& relative) const {
    const fs::path path = fs::path(m_path) / relative;
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad()) throw BrokenEnvironment("the temporary file '" + path.string() + "' is gone");
    return bytes;
}

}  // namespace cairn
