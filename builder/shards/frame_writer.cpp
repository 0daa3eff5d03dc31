#include "builder/shards/frame_writer.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "builder/write/filesystem.hpp"
#include "builder/write/lock.hpp"

namespace cairn {

namespace {

std::string head_of(std::uint64_t size, std::uint64_t digest) {
    const std::array<std::uint64_t, 2> numbers{size, digest};
    std::string head(k_frame_head_bytes, '\0');
    std::memcpy(head.data(), numbers.data(), head.size());
    return head;
}

bool is_at(int file, const std::string& path) {
    struct stat held {};
    struct stat there {};
    return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &there) == 0 && held.st_dev == there.st_dev &&
           held.st_ino == there.st_ino;
}

}  // namespace

void FrameWriter::fail(const std::string& action) const {
    throw std::system_error(errno, std::generic_category(), "cannot " + action + " '" + m_partial + "'");
}

FrameWriter::FrameWriter(const std::string& path, std::string_view kind) : m_path(path), m_partial(path + ".partial") {
    open();
    struct stat status {};
    if (::fstat(m_file.get(), &status) != 0) fail("look at");
    if (status.st_size < static_cast<off_t>(k_kind_bytes)) {
        m_end = 0;
        if (::ftruncate(m_file.get(), 0) != 0) fail("write");
        write(kind);
        return;
    }
    const FrameFile left(m_partial, kind);
    m_frames = left.frames();
    m_end = left.end_of_frames();
    keep(m_frames.size());
}

/// The process that had the lock may have given the file its name meanwhile: then another one is begun.
void FrameWriter::open() {
    do {
        m_file = Descriptor(::open(m_partial.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
        if (!m_file.is_open()) fail("write");
        if (::flock(m_file.get(), LOCK_EX | LOCK_NB) == 0) continue;
        if (errno != EWOULDBLOCK) fail("lock");
        throw LockedError("'" + m_partial + "' is being written by another process: wait for it to end");
    } while (!is_at(m_file.get(), m_partial));
}

void FrameWriter::keep(std::size_t count) {
    m_frames.resize(count);
    m_end = count == 0 ? k_kind_bytes : m_frames.back().offset + m_frames.back().size;
    if (::ftruncate(m_file.get(), static_cast<off_t>(m_end)) != 0) fail("write");
}

void FrameWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(m_file.get(), bytes.data(), bytes.size(), static_cast<off_t>(m_end));
        if (written < 0 && errno != EINTR) fail("write");
        if (written <= 0) continue;
        m_end += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void FrameWriter::append(std::string_view bytes) {
    const Frame frame{m_end + k_frame_head_bytes, bytes.size(), digest_of_frame(bytes)};
    write(head_of(frame.size, frame.digest));
    write(bytes);
    m_frames.push_back(frame);
}

void FrameWriter::sync() {
    if (::fdatasync(m_file.get()) != 0) fail("sync");
}

std::uint64_t FrameWriter::finish() {
    std::uint64_t digest = 0;
    for (const Frame& frame : m_frames) digest = digest_after(digest, frame);
    write(head_of(k_end_of_frames, digest));
    if (::fsync(m_file.get()) != 0) fail("sync");
    if (std::rename(m_partial.c_str(), m_path.c_str()) != 0) fail("rename");
    const std::string folder = folder_of(m_path);
    const Descriptor above(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (above.is_open() && ::fsync(above.get()) != 0 && errno != EINVAL) fail("sync the folder of");
    return digest;
}

}  // namespace cairn
