// The names that a schema knows of one object, found by a hash that looks at a few of their characters.
#pragma once

#include <cstdint>
#include <optional>
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
    explicit NameTable(std::vector<std::string_view> names);

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_entries.size()); }

    /// The number of the name in the order in which the names were given, or k_unknown.
    std::uint32_t find(std::string_view name) const;

    /// Precondition: number < size(). Looks through them all.
    std::string_view name(std::uint32_t number) const;

  private:
    struct Entry {
        std::string_view name;
        std::uint32_t number;
    };

    std::uint32_t bucket_of(std::string_view name) const;

    std::vector<Entry> m_entries;          ///< by bucket, then by name
    std::vector<std::uint32_t> m_buckets;  ///< where each begins; one more than there are
    std::uint32_t m_mask = 0;
};

}  // namespace cairn::validate::compiled
