#include "validator/read_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/interrupted.hpp"

namespace cairn::validate {

namespace {

std::string reason() { return std::strerror(errno); }

FileText too_large(std::size_t largest_bytes) {
    return {{}, "is larger than the limit of " + std::to_string(largest_bytes) + " bytes"};
}

}  // namespace

FileText read_file(const std::string& path, std::size_t largest_bytes, Only only, const std::atomic<bool>& stop) {
    // Without O_NONBLOCK the opening of a FIFO waits for a writer.
    const int flags = O_RDONLY | O_CLOEXEC | (only == Only::regular_files ? O_NONBLOCK : 0);
    const Descriptor file(::open(path.c_str(), flags));
    if (!file.is_open()) return {{}, "cannot be opened: " + reason()};
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return {{}, "cannot be read: " + reason()};
    if (only == Only::regular_files && !S_ISREG(status.st_mode)) return {{}, "is no regular file"};
    if (S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) > largest_bytes)
        return too_large(largest_bytes);
    FileText result;
    // In pieces, never by the size that the file system reports: a file may grow, and a FIFO has none.
    std::array<char, 65536> buffer{};
    for (;;) {
        leave_when(stop);
        const ssize_t count = ::read(file.get(), buffer.data(), buffer.size());
        if (count == 0) return result;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return {{}, "cannot be read: " + reason()};
        if (static_cast<std::size_t>(count) > largest_bytes - result.text.size()) return too_large(largest_bytes);
        result.text.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

}  // namespace cairn::validate
