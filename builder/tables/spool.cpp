#include "builder/tables/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace cairn::tables {

namespace {

constexpr std::size_t k_block = 1 << 20;

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), std::string("a temporary file ") + what);
}

int opened_file() {
    std::string path = (std::filesystem::temp_directory_path() / "cairn-XXXXXX").string();
    const int file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) fail(("cannot be made in " + std::filesystem::temp_directory_path().string()).c_str());
    ::unlink(path.c_str());
    return file;
}

}  // namespace

Spool::~Spool() {
    if (m_file >= 0) ::close(m_file);
}

void Spool::flush() {
    if (m_file < 0) m_file = opened_file();
    std::string_view rest = m_waiting;
    while (!rest.empty()) {
        const ssize_t done = ::write(m_file, rest.data(), rest.size());
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) fail("cannot be written");
        rest.remove_prefix(static_cast<std::size_t>(done));
    }
    m_in_file += m_waiting.size();
    m_waiting.clear();
}

std::uint64_t Spool::append(std::string_view text) {
    if (m_in_file == 0 && m_waiting.empty() && m_memory.size() + text.size() <= m_limit) {
        m_memory += text;
        return m_memory.size() - text.size();
    }
    if (m_waiting.size() + text.size() > k_block) flush();
    m_waiting += text;
    return m_memory.size() + m_in_file + m_waiting.size() - text.size();
}

void Spool::read(std::uint64_t offset, std::size_t size, std::string& into) const {
    into.clear();
    const auto take = [&](std::string_view text, std::uint64_t from) {
        if (offset < from || offset >= from + text.size() || into.size() == size) return;
        const std::string_view some = text.substr(static_cast<std::size_t>(offset - from), size - into.size());
        into += some;
        offset += some.size();
    };
    take(m_memory, 0);
    const std::uint64_t end_of_file = m_memory.size() + m_in_file;
    if (into.size() < size && offset < end_of_file) {
        const std::size_t done = into.size();
        into.resize(done + static_cast<std::size_t>(std::min<std::uint64_t>(size - done, end_of_file - offset)));
        read_file(offset - m_memory.size(), into.data() + done, into.size() - done);
        offset += into.size() - done;
    }
    take(m_waiting, end_of_file);
}

void Spool::read_file(std::uint64_t offset, char* into, std::size_t size) const {
    for (std::size_t done = 0; done < size;) {
        const ssize_t got = ::pread(m_file, into + done, size - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) fail("cannot be read");
        done += static_cast<std::size_t>(got);
    }
}

}  // namespace cairn::tables
