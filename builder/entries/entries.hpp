// All entries of a run, from the threads that make them to the order that documents are made in. A few are kept in
// memory; many are packed in temporary files, in sorted runs that are merged, so that memory does not grow with them
// but for eight bytes each (docs/state.md has what was measured).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "base/outcome.hpp"
#include "builder/group/assemble.hpp"
#include "builder/model/entry_list.hpp"

namespace cairn {

/// Threads: `add` from any number; the rest from one. Throws BrokenEnvironment when the disk of the temporary files
/// fails.
class Entries {
  public:
    /// As many are held in memory before they are packed.
    static constexpr std::size_t k_in_memory = 32'768;

    explicit Entries(std::size_t in_memory = k_in_memory);
    ~Entries();
    Entries(const Entries&) = delete;
    Entries& operator=(const Entries&) = delete;

    void add(Entry entry);

    /// Takes out those that are wanted. Before `sort`.
    std::vector<Entry> take_if(const std::function<bool(const Entry&)>& is_wanted);

    /// Attaches the sources of virtual stores (attach_sources), sorts and makes asset ids unique (sort_entries, whose
    /// problems it returns). Once.
    std::vector<Problem> sort();

    /// After `sort`.
    const EntryList& list() const;
    const std::vector<ItemRun>& runs() const;

    /// Takes out all entries in the places that are marked, which are whole Items.
    void erase(const std::vector<bool>& marked);

  private:
    class Packed;
    void spill(std::unique_lock<std::mutex>& lock);
    std::vector<Problem> sort_in_memory();

    const std::size_t m_in_memory;
    mutable std::mutex m_mutex;  ///< guards the rest while entries are added
    std::vector<Entry> m_entries;
    std::vector<Entry> m_stores;       ///< virtual ones, once there is `m_packed`: they share what their sources are
    std::unique_ptr<Packed> m_packed;  ///< nullptr: all are in memory
    EntryList m_list;
    std::vector<ItemRun> m_runs;
};

}  // namespace cairn
