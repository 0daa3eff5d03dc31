// Sorted runs of packed entries, merged into one order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "builder/entries/entry_codec.hpp"
#include "builder/tables/spool.hpp"

namespace cairn {

/// A run in a spool: entries in order, each behind its size (four bytes).
struct PackedRun {
    std::uint64_t offset = 0;
    std::uint64_t size_bytes = 0;
};

/// The entries, in this order, as a run at the end of the spool. Threads: one at a time for each spool.
std::string run_of(const std::vector<Entry>& sorted, PartStore& parts);

/// Reads a run from its begin to its end, a little of it at a time.
class RunReader {
  public:
    /// Entries whose offset in the spool is in `gone` are passed over. All of these must outlive the reader.
    RunReader(const tables::Spool& spool, PackedRun run, const std::unordered_set<std::uint64_t>& gone,
              std::size_t at_once);

    /// To the next entry, at first to the first; false: there is none.
    bool next();
    std::string_view packed() const { return m_packed; }
    /// In the spool.
    std::uint64_t offset() const { return m_offset; }

  private:
    bool advance();
    std::string_view take(std::size_t size);

    const tables::Spool& m_spool;
    const std::unordered_set<std::uint64_t>& m_gone;
    std::size_t m_at_once;
    std::uint64_t m_next;  ///< what is to be read from the spool
    std::uint64_t m_end;
    std::string m_buffer;
    std::size_t m_used = 0;  ///< of the buffer
    std::string_view m_packed;
    std::uint64_t m_offset = 0;
};

/// All entries of the runs and of `held`, which is sorted, in order. One of them is given: the bytes, or the entry that
/// is held, which may be taken away.
void merge(const tables::Spool& spool, const std::vector<PackedRun>& runs,
           const std::unordered_set<std::uint64_t>& gone, std::vector<Entry>& held,
           const std::function<void(const EntryKey& key, std::string_view packed, Entry* held)>& take);

}  // namespace cairn
