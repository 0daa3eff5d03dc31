// The text of a file that lists an archive, one entry at a time: lists of millions of objects are never in memory as
// text.
#pragma once

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "base/codecs/gzip_stream.hpp"

namespace cairn {

/// A line, or an element of a JSON array.
struct ListingEntry {
    std::string text;
    std::size_t line = 1;  ///< in which it begins
};

/// A file, plain or of gzip. Threads: one.
class ListingText {
  public:
    static constexpr std::size_t k_longest_entry = 1U << 20;

    /// Throws as `fail` when the file cannot be opened.
    explicit ListingText(const std::string& path);

    /// The first character that is no blank, which stays; nullopt: there is none.
    std::optional<char> first();
    /// The next line without its end; nullopt: there are no more.
    std::optional<ListingEntry> next_line();
    /// The text of the next element of the array that the file is; nullopt: the array has ended, and the file with it.
    /// What is in an element is not looked at.
    std::optional<ListingEntry> next_element();

    /// Throws std::runtime_error with the path, `why`, and what is expected.
    [[noreturn]] void fail(std::string_view why) const;

  private:
    bool fill();
    bool unpack();
    std::optional<char> peek() { return m_at < m_block.size() || fill() ? std::optional(m_block[m_at]) : std::nullopt; }
    char take();
    void add(ListingEntry& entry, char c) const;
    std::optional<char> skip_blanks();

    std::string m_path;
    std::ifstream m_file;
    std::string m_packed;  ///< of gzip, as it was read
    codecs::Bytes m_in;    ///< what is left of it
    std::optional<codecs::GzipStream> m_gzip;
    codecs::GzipStream::State m_state = codecs::GzipStream::State::within_member;
    std::string m_block;
    std::size_t m_at = 0;  ///< in m_block
    std::size_t m_line = 1;
    bool m_is_in_array = false;
    bool m_is_promised = false;  ///< another element, by a comma
};

}  // namespace cairn
