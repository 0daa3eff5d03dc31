// The names that a schema knows of one object, found by their lengths and by at most 16 of their characters.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace cairn::validate::compiled {

/// Names by number. Many names of one hash cost a binary search, not a walk: schemas come from anywhere.
/// Threads: const access from any number of threads.
class NameTable {
  public:
    static constexpr std::uint32_t k_unknown = UINT32_MAX;

    NameTable() = default;
    /// Names that stay where they are; each once.
    explicit NameTable(const std::vector<std::string_view>& names);

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_entries.size()); }

    /// The number of the name in the order in which the names were given, or k_unknown. Most members of an object are
    /// not known to most schemas: as a rule their lengths tell.
    std::uint32_t find(std::string_view name) const {
        return (m_lengths & length_bit(name)) == 0 ? k_unknown : find_by_ends(name);
    }

    /// Precondition: number < size(). Looks through them all.
    std::string_view name(std::uint32_t number) const;

  private:
    /// Eight characters of the front and eight of the back, which may overlap: with the length they are all of a name
    /// of at most 16.
    struct Ends {
        std::uint64_t front = 0;
        std::uint64_t back = 0;
        bool operator==(const Ends&) const = default;
    };
    struct Entry {
        Ends ends;
        std::string_view name;
        std::uint32_t number;

        bool is(std::string_view other, const Ends& other_ends) const {
            return ends == other_ends && name.size() == other.size() && (other.size() <= 16 || name == other);
        }
    };

    static std::uint64_t length_bit(std::string_view name) {
        return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
    }
    template <class Word>
    static std::uint64_t load(const char* from) {
        Word word;
        std::memcpy(&word, from, sizeof word);
        return word;
    }
    static Ends ends_of(std::string_view name) {
        const char* const data = name.data();
        const std::size_t size = name.size();
        if (size >= 8) return {load<std::uint64_t>(data), load<std::uint64_t>(data + size - 8)};
        if (size >= 4) return {load<std::uint32_t>(data), load<std::uint32_t>(data + size - 4)};
        if (size == 0) return {};
        return {load<std::uint8_t>(data) | load<std::uint8_t>(data + size / 2) << 8U,
                load<std::uint8_t>(data + size - 1)};
    }
    std::uint32_t bucket_of(const Ends& ends, std::size_t size) const {
        const std::uint64_t hash = (ends.front ^ (ends.back * 0x9E3779B97F4A7C15U) ^ size) * 0xD6E8FEB86659FD93U;
        return static_cast<std::uint32_t>(hash >> 32U) & m_mask;
    }
    std::uint32_t find_by_ends(std::string_view name) const {
        const Ends ends = ends_of(name);
        const std::uint32_t bucket = bucket_of(ends, name.size());
        const std::uint32_t end = m_buckets[bucket + 1];
        std::uint32_t at = m_buckets[bucket];
        if (end - at > k_few) return find_among_many(name, at, end);
        for (; at < end; ++at) {
            if (m_entries[at].is(name, ends)) return m_entries[at].number;
        }
        return k_unknown;
    }
    std::uint32_t find_among_many(std::string_view name, std::uint32_t begin, std::uint32_t end) const;

    static constexpr std::uint32_t k_few = 8;

    std::vector<Entry> m_entries;          ///< by bucket, then by name
    std::vector<std::uint32_t> m_buckets;  ///< where each begins; one more than there are
    std::uint32_t m_mask = 0;
    std::uint64_t m_lengths = 0;  ///< a bit for each length that there is
};

}  // namespace cairn::validate::compiled
