#include "base/storage/line_reader.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/text.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_byte_order_mark = "\xEF\xBB\xBF";

std::runtime_error unusable(const std::string& path, const std::string& why) {
    return std::runtime_error("the list '" + to_utf8(path) + "' cannot be read (" + why + ")");
}

std::string text_of(int error) { return std::generic_category().message(error); }

}  // namespace

LineReader::LineReader(const std::string& path, std::size_t block_bytes)
    : m_path(path),
      m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)),
      m_block(block_bytes) {
    if (m_descriptor < 0) throw unusable(path, text_of(errno));
    struct stat status {};
    const int error = ::fstat(m_descriptor, &status) == 0 ? 0 : errno;
    if (error == 0 && S_ISREG(status.st_mode)) {
        m_size = static_cast<std::uint64_t>(status.st_size);
        return;
    }
    ::close(m_descriptor);
    throw unusable(path, error != 0 ? text_of(error) : "it is a folder, a pipe or a device: name a regular file");
}

LineReader::~LineReader() { ::close(m_descriptor); }

const std::vector<Line>& LineReader::next() {
    m_lines.clear();
    while (m_lines.empty() && !m_has_ended) {
        fill();
        split();
    }
    return m_lines;
}

void LineReader::fill() {
    m_text.erase(0, m_used);
    m_offset += m_used;
    m_used = 0;
    std::size_t size = m_text.size();
    const std::size_t wanted = size + m_block;
    m_text.resize(wanted);
    while (size < wanted) {
        const ssize_t got = ::read(m_descriptor, m_text.data() + size, wanted - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), to_utf8(m_path));
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    m_has_ended = size < wanted;
    m_text.resize(size);
}

void LineReader::split() {
    std::size_t begin = 0;
    for (std::size_t end; (end = m_text.find('\n', begin)) != std::string::npos; begin = end + 1) {
        add(begin, end, false);
    }
    if (m_has_ended && begin < m_text.size()) {
        add(begin, m_text.size(), true);
        begin = m_text.size();
    } else if (m_is_in_long_line || m_text.size() - begin > k_longest_line) {
        if (!m_is_in_long_line) add(begin, m_text.size(), false);
        m_is_in_long_line = true;
        begin = m_text.size();
    }
    m_used = begin;
}

void LineReader::add(std::size_t begin, std::size_t end, bool has_no_end) {
    if (m_is_in_long_line) {  // its end
        m_is_in_long_line = false;
        return;
    }
    ++m_lines_read;
    std::uint64_t offset = m_offset + begin;
    std::string_view text = std::string_view(m_text).substr(begin, end - begin);
    if (offset == 0 && text.starts_with(k_byte_order_mark)) {
        text.remove_prefix(k_byte_order_mark.size());
        offset = k_byte_order_mark.size();
    }
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
    m_lines.push_back({text, m_lines_read, offset, text.size() > k_longest_line, has_no_end});
}

}  // namespace cairn
