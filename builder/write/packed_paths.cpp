#include "builder/write/packed_paths.hpp"

#include <algorithm>

namespace cairn {

namespace {

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
void put_count(std::string& bytes, std::size_t count) {
    for (; count > 0x7F; count >>= 7U) bytes += static_cast<char>((count & 0x7FU) | 0x80U);
    bytes += static_cast<char>(count);
}

std::size_t take_count(std::string_view bytes, std::size_t& offset) {
    std::size_t count = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[offset++]);
        count |= std::size_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return count;
    }
}

std::size_t shared_length(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    const char* const end = std::mismatch(a.begin(), a.begin() + most, b.begin()).first;
    return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

void PackedPaths::append(std::string_view path) {
    const bool begins_block = m_size % k_block == 0;
    if (begins_block) m_blocks.push_back(m_bytes.size());
    const std::size_t shared = begins_block ? 0 : shared_length(m_last, path);
    put_count(m_bytes, shared);
    put_count(m_bytes, path.size() - shared);
    m_bytes += path.substr(shared);
    m_last = path;
    ++m_size;
}

void PackedPaths::Cursor::take() {
    const std::size_t shared = take_count(m_paths->m_bytes, m_offset);
    const std::size_t length = take_count(m_paths->m_bytes, m_offset);
    m_path.resize(shared);
    m_path.append(m_paths->m_bytes, m_offset, length);
    m_offset += length;
}

void PackedPaths::Cursor::next() {
    if (++m_place < m_paths->m_size) take();
}

PackedPaths::Cursor PackedPaths::begin() const {
    Cursor first(*this, 0, 0);
    if (m_size > 0) first.take();
    return first;
}

std::string_view PackedPaths::first_of_block(std::size_t block) const {
    std::size_t offset = m_blocks[block];
    take_count(m_bytes, offset);
    const std::size_t length = take_count(m_bytes, offset);
    return std::string_view(m_bytes).substr(offset, length);
}

PackedPaths::Cursor PackedPaths::lower_bound(std::string_view path) const {
    std::size_t low = 0;
    for (std::size_t high = m_blocks.size(); low < high;) {
        const std::size_t middle = low + (high - low) / 2;
        if (first_of_block(middle) <= path) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == 0) return begin();
    Cursor cursor(*this, (low - 1) * k_block, m_blocks[low - 1]);
    cursor.take();
    while (!cursor.is_at_end() && cursor.path() < path) cursor.next();
    return cursor;
}

std::optional<std::size_t> PackedPaths::find(std::string_view path) const {
    const Cursor cursor = lower_bound(path);
    return !cursor.is_at_end() && cursor.path() == path ? std::optional(cursor.place()) : std::nullopt;
}

bool PackedPaths::has_beginning(std::string_view prefix) const {
    const Cursor cursor = lower_bound(prefix);
    return !cursor.is_at_end() && cursor.path().starts_with(prefix);
}

}  // namespace cairn
