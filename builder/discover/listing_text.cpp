#include "builder/discover/listing_text.hpp"

#include <fmt/format.h>

#include <span>
#include <stdexcept>
#include <utility>

namespace cairn {

namespace {

using State = codecs::GzipStream::State;

constexpr std::size_t k_block = 1U << 20;
constexpr std::string_view k_gzip_magic = "\x1F\x8B";

std::string next_block(std::ifstream& file) {
    std::string block(k_block, '\0');
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    block.resize(static_cast<std::size_t>(file.gcount()));
    return block;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

ListingText::ListingText(const std::string& path) : m_path(path), m_file(path, std::ios::binary) {
    if (!m_file) fail("cannot be opened");
    m_block = next_block(m_file);
    if (!m_block.starts_with(k_gzip_magic)) return;
    m_packed = std::move(m_block);
    m_block.clear();
    m_in = std::as_bytes(std::span(m_packed));
    m_gzip.emplace();
}

void ListingText::fail(std::string_view why) const {
    throw std::runtime_error(fmt::format(
        "the listing '{}' {}; expected the JSON of 'rclone lsjson --recursive', or the CSV of an S3 inventory", m_path,
        why));
}

/// False at the end of the file.
bool ListingText::fill() {
    m_at = 0;
    if (m_gzip) return unpack();
    m_block = next_block(m_file);
    return !m_block.empty();
}

bool ListingText::unpack() {
    m_block.resize(k_block);
    codecs::Out out = std::as_writable_bytes(std::span(m_block));
    while (out.size() == m_block.size()) {
        if (m_in.empty()) {
            m_packed = next_block(m_file);
            m_in = std::as_bytes(std::span(m_packed));
        }
        const std::size_t left = m_in.size();
        m_state = left == 0 && m_state == State::at_end_of_member ? m_state : m_gzip->decode(m_in, out);
        const bool has_got = out.size() < m_block.size();
        if (m_state == State::damaged) fail("holds damaged gzip data");
        if (has_got || m_in.size() < left) continue;
        if (left == 0 && m_state == State::at_end_of_member) break;
        fail(left == 0 ? "is cut off: its gzip data do not end" : "holds damaged gzip data");
    }
    m_block.resize(m_block.size() - out.size());
    return !m_block.empty();
}

char ListingText::take() {
    const char c = m_block[m_at++];
    if (c == '\n') ++m_line;
    return c;
}

void ListingText::add(ListingEntry& entry, char c) const {
    if (entry.text.size() == k_longest_entry)
        fail(fmt::format("has an entry of more than {} bytes, which begins in line {}", k_longest_entry, entry.line));
    entry.text += c;
}

std::optional<char> ListingText::skip_blanks() {
    while (peek() && is_blank(*peek())) take();
    return peek();
}

std::optional<char> ListingText::first() { return skip_blanks(); }

std::optional<ListingEntry> ListingText::next_line() {
    if (!peek()) return std::nullopt;
    ListingEntry entry{{}, m_line};
    while (peek()) {
        const char c = take();
        if (c == '\n') break;
        add(entry, c);
    }
    if (entry.text.ends_with('\r')) entry.text.pop_back();
    return entry;
}

std::optional<ListingEntry> ListingText::next_element() {
    if (!m_is_in_array && skip_blanks()) take();  // '['
    m_is_in_array = true;
    skip_blanks();
    const bool is_promised = std::exchange(m_is_promised, false);
    ListingEntry entry{{}, m_line};
    int depth = 0;
    bool is_text = false;
    bool is_escaped = false;
    while (const auto next = peek()) {
        const bool is_end = !is_text && depth == 0 && (*next == ',' || *next == ']');
        if (is_end && *next == ']') {
            if (entry.text.empty() && is_promised)
                fail(fmt::format("has broken JSON in line {}: a comma too many", m_line));
            if (!entry.text.empty()) return entry;  // the bracket stays
            take();
            if (skip_blanks()) fail(fmt::format("has more than one JSON text: the second begins in line {}", m_line));
            return std::nullopt;
        }
        take();
        m_is_promised = is_end;
        if (is_end) return entry;
        add(entry, *next);
        if (is_text) {
            if (*next == '"' && !is_escaped) is_text = false;
            is_escaped = *next == '\\' && !is_escaped;
        } else if (*next == '"') {
            is_text = true;
        } else if (*next == '{' || *next == '[') {
            ++depth;
        } else if (*next == '}' || *next == ']') {
            --depth;
        }
    }
    fail("is cut off: its JSON list does not end");
}

}  // namespace cairn
