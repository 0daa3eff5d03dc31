#include "base/storage/object_bytes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/storage/storage_error.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_least_read = 16 << 10;  // a round trip costs more than so many bytes
constexpr std::uint64_t k_largest_ahead = 4 << 20;
constexpr std::uint64_t k_small_rest = 192 << 10;  // what three round trips of 20 ms cost at 25 Mbit/s

[[noreturn]] void fail(Kind kind, std::string message) { throw StorageError({kind, std::move(message)}); }

}  // namespace

std::unique_ptr<ObjectBytes> ObjectBytes::open(const ObjectPlace& place, std::size_t first_read) {
    std::unique_ptr<ObjectBytes> bytes(new ObjectBytes(place));
    bytes->fetch({{0, first_read}});
    if (bytes->m_stat.size_bytes == ObjectStat::k_unknown_size)
        fail(Kind::failed, "the server does not say how many bytes the object has");
    return bytes;
}

ObjectBytes::~ObjectBytes() {
    if (m_place.habits == nullptr || m_asked.empty() || m_is_read_through) return;
    try {
        m_place.habits->learn(ReadHabits::series_of(m_place.storage->place_of(m_place.key)), m_stat.size_bytes,
                              m_asked);
    } catch (const std::bad_alloc&) {  // the next file is read as if it were the first
    }
}

std::size_t ObjectBytes::read(std::uint64_t offset, std::span<std::byte> into) {
    if (offset >= m_stat.size_bytes) return 0;
    const std::uint64_t size = std::min<std::uint64_t>(into.size(), m_stat.size_bytes - offset);
    note(offset, size);
    std::uint64_t done = 0;
    while (done < size) {
        const Piece* piece = piece_at(offset + done);
        if (piece == nullptr) {
            fetch(offset + done, size - done);
            piece = piece_at(offset + done);
            if (piece == nullptr) fail(Kind::changed, "the object ends before the size that its server says it has");
        }
        const std::uint64_t from = offset + done - piece->offset;
        const std::uint64_t count = std::min(piece->bytes.size() - from, size - done);
        std::memcpy(into.data() + done, piece->bytes.data() + from, count);
        done += count;
    }
    return size;
}

/// Up to the next piece that is kept, if that is nearer than the end of what is wanted. Of a small file all that is left,
/// where nothing tells which of it is needed: records of a classic file have a time each, and each would be a round trip.
void ObjectBytes::fetch(std::uint64_t offset, std::uint64_t size) {
    std::uint64_t end = std::min(offset + next_size(offset, size), m_stat.size_bytes);
    for (const Piece& piece : m_pieces) {
        if (piece.offset > offset) end = std::min(end, piece.offset);
    }
    std::vector<ByteRange> ranges{from_begin_if_needed({offset, end - offset})};
    if (!std::exchange(m_has_asked_for_more, true)) add_expected(ranges);
    const Piece* first = piece_at(0);
    const bool is_expected = ranges.size() > 1;
    if (first != nullptr && !is_expected && m_place.storage->answers_ranges()) {
        const std::uint64_t rest = m_stat.size_bytes - std::min(first->end(), m_stat.size_bytes);
        if (rest <= k_small_rest) ranges.front() = {first->end(), rest};
    }
    fetch(ranges);
}

/// What the file before it in its series needed, where this one begins to be read as that one was.
void ObjectBytes::add_expected(std::vector<ByteRange>& ranges) {
    if (m_place.habits == nullptr || !m_place.storage->answers_ranges()) return;
    const std::string series = ReadHabits::series_of(m_place.storage->place_of(m_place.key));
    const ByteRange wanted = ranges.front();
    const auto expected = m_place.habits->expected(series, m_stat.size_bytes);
    const auto begins_in = [&](const ByteRange& range) {
        return wanted.offset >= range.offset && wanted.offset < range.offset + range.size_bytes;
    };
    if (std::ranges::none_of(expected, begins_in)) return;
    for (const ByteRange& range : expected) {
        const Piece* piece = piece_at(range.offset);
        if (piece == nullptr || piece->end() < range.offset + range.size_bytes) ranges.push_back(range);
    }
}

/// What goes on where a piece ended is read on and on: more each time.
std::uint64_t ObjectBytes::next_size(std::uint64_t offset, std::uint64_t wanted) const {
    std::uint64_t size = std::max(wanted, k_least_read);
    for (const Piece& piece : m_pieces) {
        if (piece.end() == offset && piece.offset > 0)
            size = std::max(size, std::min<std::uint64_t>(2 * piece.bytes.size(), k_largest_ahead));
    }
    return size;
}

/// A storage without ranges sends the whole, of which it is best to keep what comes first.
ByteRange ObjectBytes::from_begin_if_needed(ByteRange range) const {
    if (m_place.storage->answers_ranges()) return range;
    const std::uint64_t end = range.offset + range.size_bytes;
    if (end > m_place.largest_whole)
        fail(Kind::too_large,
             fmt::format("the server answers no requests for ranges, so that {} bytes would have to be fetched, more "
                         "than the limit of {} (remote.whole_file_mib): use a server that does, or a copy",
                         end, m_place.largest_whole));
    // Twice as much each time: reading in steps costs no more than twice the object.
    const std::uint64_t most = std::min(m_stat.size_bytes, m_place.largest_whole);
    return {0, std::clamp(2 * end, end, std::max(end, most))};
}

void ObjectBytes::fetch(const std::vector<ByteRange>& ranges) {
    Answer<SeenRanges> answer = m_place.storage->read_ranges_and_stat(m_place.key, ranges, m_stat.version);
    if (auto* fault = std::get_if<StorageFault>(&answer)) throw StorageError(std::move(*fault));
    auto& seen = std::get<SeenRanges>(answer);
    take_over(seen.stat);
    for (std::size_t i = 0; i < ranges.size(); ++i) keep(ranges[i], std::move(seen.parts[i]));
}

/// The first answer says what the object is; the storage sees to it that the others are of the same version.
void ObjectBytes::take_over(const ObjectStat& seen) {
    const bool is_first = m_stat.size_bytes == ObjectStat::k_unknown_size;
    if (!is_first && seen.size_bytes != ObjectStat::k_unknown_size && seen.size_bytes != m_stat.size_bytes)
        fail(Kind::changed, fmt::format("the object has {} bytes, and had {} a moment ago: it was changed while it was "
                                        "read; the next run reads it again",
                                        seen.size_bytes, m_stat.size_bytes));
    if (is_first) m_stat = seen;
}

void ObjectBytes::keep(const ByteRange& range, std::string bytes) {
    if (bytes.empty()) return;
    while (!m_pieces.empty() && m_kept_bytes + bytes.size() > k_most_kept) {
        m_kept_bytes -= m_pieces.front().bytes.size();
        m_pieces.erase(m_pieces.begin());
    }
    m_kept_bytes += bytes.size();
    m_pieces.push_back({range.offset, std::move(bytes)});
}

const ObjectBytes::Piece* ObjectBytes::piece_at(std::uint64_t offset) const {
    const Piece* best = nullptr;
    for (const Piece& piece : m_pieces) {
        const bool holds = offset >= piece.offset && offset < piece.end();
        if (holds && (best == nullptr || piece.end() > best->end())) best = &piece;
    }
    return best;
}

void ObjectBytes::note(std::uint64_t offset, std::uint64_t size) {
    if (m_is_read_through) return;
    for (ByteRange& range : m_asked) {
        if (offset > range.offset + range.size_bytes || offset + size < range.offset) continue;
        const std::uint64_t end = std::max(range.offset + range.size_bytes, offset + size);
        range.offset = std::min(range.offset, offset);
        range.size_bytes = end - range.offset;
        return;
    }
    m_asked.push_back({offset, size});
    m_is_read_through = m_asked.size() > 4 * ReadHabits::k_most_ranges;
}

}  // namespace cairn
