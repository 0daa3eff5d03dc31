// A file, some whole lines at a time: a list of a million lines is never in memory as text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A line without its end.
struct Line {
    std::string_view text;
    std::uint64_t number = 1;
    std::uint64_t offset = 0;  ///< of its first byte in the file
    bool is_too_long = false;  ///< `text` is its beginning
    bool has_no_end = false;   ///< the file ends within it, or just behind it
};

inline constexpr std::size_t k_longest_line = 1U << 20;

/// Lines end with LF or CRLF, the last need not end. Empty lines are counted and left out, and so is a byte order mark.
/// Threads: one.
class LineReader {
  public:
    static constexpr std::size_t k_block_bytes = 8U << 20;

    /// Throws std::runtime_error when the path is no regular file that can be read (a pipe is not waited for).
    explicit LineReader(const std::string& path, std::size_t block_bytes = k_block_bytes);
    ~LineReader();
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// The next lines, which live until the next call; empty at the end. Throws std::system_error when the disk fails.
    const std::vector<Line>& next();

    std::uint64_t size_bytes() const { return m_size; }
    std::uint64_t bytes_read() const { return m_offset + m_text.size(); }

  private:
    void fill();
    void split();
    void add(std::size_t begin, std::size_t end, bool has_no_end);

    std::string m_path;
    int m_descriptor;
    std::size_t m_block;
    std::uint64_t m_size = 0;
    std::string m_text;          ///< lines, and behind them the beginning of one
    std::uint64_t m_offset = 0;  ///< of m_text in the file
    std::size_t m_used = 0;      ///< of m_text
    std::uint64_t m_lines_read = 0;
    bool m_is_in_long_line = false;  ///< its beginning was handed out
    bool m_has_ended = false;
    std::vector<Line> m_lines;
};

}  // namespace cairn
