#include "builder/tables/spool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/guard.hpp"

namespace cairn::tables {

namespace {

constexpr std::size_t k_block = 1 << 20;

/// Also when it is none: the message names it.
std::string folder() {
    std::error_code error;
    const auto path = std::filesystem::temp_directory_path(error);
    const char* named = std::getenv("TMPDIR");
    return error && named != nullptr ? named : path.string();
}

[[noreturn]] void fail(const char* what) {
    throw BrokenEnvironment(fmt::format("a temporary file in {} cannot be {}: {}; TMPDIR names another folder",
                                        folder(), what, std::strerror(errno)));
}

int opened_file() {
    std::string path = folder() + "/cairn-XXXXXX";
    const int file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) fail("made");
    ::unlink(path.c_str());
    return file;
}

}  // namespace

Spool::~Spool() {
    if (m_map != nullptr) ::munmap(m_map, m_map_size);
    if (m_file >= 0) ::close(m_file);
}

void Spool::flush() {
    if (m_file < 0) m_file = opened_file();
    std::string_view rest = m_waiting;
    while (!rest.empty()) {
        const ssize_t done = ::write(m_file, rest.data(), rest.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) fail("written");
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
    m_in_file += m_waiting.size();
    m_waiting.clear();
    if (m_waiting.capacity() > 4 * k_block) m_waiting.shrink_to_fit();
}

std::uint64_t Spool::append(std::string_view text) {
    const std::uint64_t begin = m_in_file + m_waiting.size();
    m_waiting += text;
    if (m_waiting.size() > (m_file >= 0 ? k_block : m_limit)) flush();
    return begin;
}

void Spool::read(std::uint64_t offset, std::size_t size, std::string& into) const {
    into.resize(size);
    const auto in_file =
        offset < m_in_file ? static_cast<std::size_t>(std::min<std::uint64_t>(size, m_in_file - offset)) : 0;
    read_file(offset, into.data(), in_file);
    if (in_file < size)
        m_waiting.copy(into.data() + in_file, size - in_file, static_cast<std::size_t>(offset + in_file - m_in_file));
}

void Spool::read_file(std::uint64_t offset, char* into, std::size_t size) const {
    for (std::size_t done = 0; done < size;) {
        const ssize_t got = ::pread(m_file, into + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) errno = EIO;
        if (got <= 0) fail("read");
        done += static_cast<std::size_t>(got);
    }
}

std::string_view Spool::whole() {
    if (m_file < 0) return m_waiting;
    flush();
    if (m_map != nullptr) ::munmap(m_map, m_map_size);
    m_map_size = static_cast<std::size_t>(m_in_file);
    m_map = ::mmap(nullptr, m_map_size, PROT_READ, MAP_PRIVATE, m_file, 0);
    if (m_map == MAP_FAILED) {
        m_map = nullptr;
        fail("mapped");
    }
    return {static_cast<const char*>(m_map), m_map_size};
}

}  // namespace cairn::tables
