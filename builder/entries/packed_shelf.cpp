#include "builder/entries/packed_shelf.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

/// A place is the offset in the spool, and in its lowest bits the size: 1 TiB of entries of less than 16 MiB. Larger
/// ones, which are stores of very many groups, are held, and so have a number and no size.
constexpr unsigned k_size_bits = 24;
constexpr std::uint64_t k_largest = (std::uint64_t{1} << k_size_bits) - 1;

std::uint64_t size_at(std::uint64_t place) { return place & k_largest; }
std::uint64_t offset_at(std::uint64_t place) { return place >> k_size_bits; }

/// Bytes that are read at once.
constexpr std::uint64_t k_most_at_once = 256 << 10;

}  // namespace

std::uint64_t PackedShelf::put(std::string_view packed) {
    if (packed.size() > k_largest) {
        LastTexts last;
        return hold(unpack(packed, m_parts, last));
    }
    return m_spool.append(packed) << k_size_bits | packed.size();
}

std::uint64_t PackedShelf::put(Entry entry) {
    const bool shares_sources = entry.referenced != nullptr || entry.granule.virtual_store() != nullptr;
    return shares_sources ? hold(std::move(entry)) : put(std::string_view(pack(entry, m_parts)));
}

std::uint64_t PackedShelf::hold(Entry entry) {
    m_held.push_back(std::move(entry));
    return std::uint64_t{m_held.size() - 1} << k_size_bits;
}

void PackedShelf::append(std::string_view packed) { m_places.push_back(put(packed)); }

void PackedShelf::append(Entry entry) { m_places.push_back(put(std::move(entry))); }

void PackedShelf::set_places(std::size_t begin, const std::vector<std::uint64_t>& places) {
    std::copy(places.begin(), places.end(), m_places.begin() + static_cast<std::ptrdiff_t>(begin));
}

void PackedShelf::read(std::size_t begin, std::size_t end, std::vector<Entry>& into) const {
    LastTexts last;
    std::string bytes;
    while (begin < end) {
        const std::uint64_t first = m_places[begin];
        if (size_at(first) == 0) {
            into.push_back(m_held[offset_at(first)]);
            ++begin;
            continue;
        }
        // Neighbours mostly lie side by side: they are read at once.
        std::uint64_t size = size_at(first);
        std::size_t next = begin + 1;
        while (next < end && size_at(m_places[next]) > 0 && offset_at(m_places[next]) == offset_at(first) + size &&
               size + size_at(m_places[next]) <= k_most_at_once) {
            size += size_at(m_places[next++]);
        }
        m_spool.read(offset_at(first), size, bytes);
        std::string_view rest = bytes;
        for (; begin < next; ++begin) {
            into.push_back(unpack(rest.substr(0, size_at(m_places[begin])), m_parts, last));
            rest.remove_prefix(size_at(m_places[begin]));
        }
    }
}

void PackedShelf::erase(const std::vector<bool>& marked) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (!marked[i]) m_places[kept++] = m_places[i];
    }
    m_places.resize(kept);
}

}  // namespace cairn
