#include "builder/shards/frame_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace cairn {

namespace {

[[noreturn]] void fail(const std::string& path) {
    throw std::system_error(errno, std::generic_category(), "cannot read '" + path + "'");
}

/// Fewer bytes than asked for at the end of the file.
std::size_t read_at(int file, const std::string& path, std::uint64_t offset, char* bytes, std::size_t size) {
    std::size_t done = 0;
    while (done < size) {
        const ssize_t got = ::pread(file, bytes + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno != EINTR) fail(path);
        if (got == 0) break;
        if (got > 0) done += static_cast<std::size_t>(got);
    }
    return done;
}

std::uint64_t number_at(const char* bytes) {
    std::uint64_t number = 0;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

}  // namespace

std::uint64_t digest_after(std::uint64_t before, const Frame& frame) {
    const std::array<std::uint64_t, 2> head{frame.size, frame.digest};
    return XXH3_64bits_withSeed(head.data(), sizeof head, before);
}

std::uint64_t digest_of_frame(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

FrameFile::FrameFile(const std::string& path, std::string_view kind)
    : m_path(path), m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (!m_file.is_open() || ::fstat(m_file.get(), &status) != 0) fail(path);
    std::string found(k_kind_bytes, '\0');
    if (!S_ISREG(status.st_mode) || read_at(m_file.get(), path, 0, found.data(), found.size()) < found.size() ||
        found != kind)
        throw FramesDamaged("'" + path + "' is not what it should be: its first bytes are not '" + std::string(kind) +
                            "'");
    read_heads(static_cast<std::uint64_t>(status.st_size));
}

void FrameFile::read_heads(std::uint64_t size) {
    std::array<char, k_frame_head_bytes> head{};
    while (m_end + head.size() <= size) {
        if (read_at(m_file.get(), m_path, m_end, head.data(), head.size()) < head.size()) return;
        const Frame frame{m_end + head.size(), number_at(head.data()), number_at(head.data() + 8)};
        if (frame.size == k_end_of_frames) {
            m_is_whole = frame.digest == m_digest && frame.offset == size;
            return;
        }
        if (frame.size > size - frame.offset) return;
        m_frames.push_back(frame);
        m_digest = digest_after(m_digest, frame);
        m_end = frame.offset + frame.size;
    }
}

std::string FrameFile::read(std::size_t frame) const {
    const Frame& at = m_frames.at(frame);
    std::string bytes(at.size, '\0');
    const std::size_t got = read_at(m_file.get(), m_path, at.offset, bytes.data(), bytes.size());
    if (got < bytes.size() || digest_of_frame(bytes) != at.digest)
        throw FramesDamaged("'" + m_path + "' is damaged: the " + std::to_string(at.size) + " bytes at " +
                            std::to_string(at.offset) + " are not those that were written");
    return bytes;
}

}  // namespace cairn
