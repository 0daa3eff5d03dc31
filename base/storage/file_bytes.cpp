#include "base/storage/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>

#include "base/storage/no_recall.hpp"
#include "base/storage/witness.hpp"

namespace cairn {

FileId id_of(const struct stat& status) { return {status.st_dev, status.st_ino}; }

std::int64_t modified_ns_of(const struct stat& status) {
    constexpr std::int64_t k_second_ns = 1'000'000'000;
    std::int64_t result = 0;
    if (__builtin_mul_overflow(std::int64_t{status.st_mtim.tv_sec}, k_second_ns, &result) ||
        __builtin_add_overflow(result, std::int64_t{status.st_mtim.tv_nsec}, &result)) {
        using Limits = std::numeric_limits<std::int64_t>;
        return status.st_mtim.tv_sec < 0 ? Limits::min() : Limits::max();
    }
    return result;
}

FileBytes::FileBytes(const std::string& path) {
    if (NoRecall::forbids(path)) {
        m_error = ENODATA;
        return;
    }
    m_descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat status {};
    if (m_descriptor < 0 || ::fstat(m_descriptor, &status) != 0) {
        m_error = errno;
        Witness::saw(path, nullptr);
        return;
    }
    Witness::saw(path, &status);
    m_is_regular = S_ISREG(status.st_mode);
    m_id = id_of(status);
    m_stamp = stamp_of(status);
}

FileBytes::~FileBytes() {
    if (m_descriptor >= 0) ::close(m_descriptor);
}

std::string FileBytes::read(std::uint64_t offset, std::size_t count) {
    if (offset >= m_stamp.size_bytes) return {};
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(count, m_stamp.size_bytes - offset)), '\0');
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got =
            ::pread(m_descriptor, bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(offset + filled));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && m_error == 0) m_error = errno;
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

ByteAccess FileBytes::access() {
    return {m_stamp.size_bytes, [this](std::uint64_t offset, std::size_t count) { return read(offset, count); }};
}

}  // namespace cairn
