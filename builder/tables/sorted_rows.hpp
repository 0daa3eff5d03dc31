// What is known of each row before it is written: its place in the order, and where its members wait. Few are sorted in
// memory; many are sorted in runs that wait in a file, and merged.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "builder/tables/spool.hpp"

namespace cairn::tables {

inline constexpr std::int64_t k_no_time = INT64_MAX;
inline constexpr std::uint32_t k_no_place = UINT32_MAX;

/// By what rows are sorted: time, then place, so that row groups and pages are short in both; then the numbers that the
/// document and the row have among their siblings. What has no time or no place comes last.
struct RowKey {
    std::int64_t start_us = k_no_time;  ///< since 1970
    std::uint32_t place = k_no_place;   ///< on the Hilbert curve (hilbert.hpp)
    std::uint32_t document = 0;
    std::uint32_t number = 0;
    auto operator<=>(const RowKey&) const = default;
};

struct WaitingRow {
    RowKey key;
    std::int64_t end_us = k_no_time;
    std::uint32_t bytes = 0;   ///< of its record
    std::uint64_t offset = 0;  ///< likewise, in the spool of records
    std::uint64_t hash = 0;    ///< of its ids
};

/// Memory: up to `in_memory` rows of 56 bytes, and while they are merged a block for each run. Throws BrokenEnvironment
/// when the disk fails. Threads: one at a time.
class SortedRows {
  public:
    static constexpr std::size_t k_in_memory = 1 << 18;

    explicit SortedRows(std::size_t in_memory = k_in_memory) : m_limit(in_memory) {}

    void add(const WaitingRow& row);
    std::size_t size() const { return m_size; }

    /// No row is added any more.
    void sort();
    /// After `sort`. Neighbours are cheap to ask for.
    const WaitingRow& at(std::size_t index);

  private:
    struct Run {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    void spill();
    void merge();
    static void read(Spool& spool, std::size_t begin, std::size_t count, std::vector<WaitingRow>& into);

    std::size_t m_limit;
    std::size_t m_size = 0;
    std::vector<WaitingRow> m_rows;  ///< all; else those of the run that grows, and after `sort` a block
    std::size_t m_block_begin = 0;   ///< of m_rows, after `sort`
    std::vector<Run> m_runs;
    Spool m_unsorted{0};  ///< runs, one behind the other
    Spool m_sorted{0};
};

}  // namespace cairn::tables
