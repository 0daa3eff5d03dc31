// The references that rules with `virtual` ask for: files of each Item become one virtual store, which is written into
// the tree and catalogued as if it had been found in an archive (docs/virtual.md).
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/parallel.hpp"
#include "builder/config/config.hpp"
#include "builder/files_beside.hpp"
#include "builder/kept_references.hpp"
#include "builder/last_tree.hpp"
#include "builder/model/entry_list.hpp"
#include "builder/model/plan.hpp"
#include "builder/temporary_folder.hpp"
#include "builder/virtual/refusal.hpp"
#include "builder/virtual/virtual_store.hpp"
#include "builder/virtual_items.hpp"

namespace cairn {

class VirtualStores final : public FilesBeside {
  public:
    /// `out`: absolute path of the tree. `program`: a number that changes with what the references depend on.
    VirtualStores(const Config& config, std::string out, std::uint64_t program);

    bool are_wanted() const override { return m_are_wanted; }

    /// The stores of all Items whose files fit each other, in order; of the others a warning, "virtual/refused". Many
    /// Items are made at a time. The references of Items whose files are as they were stay as `last` has them, with
    /// Reuse::nothing only those of Items with files that cannot be read now; what is made waits in a temporary folder.
    /// Throws Interrupted when `stop` is set. Once.
    std::vector<Entry> make(const std::vector<VirtualItem>& items, const LastTree& last, Reuse reuse,
                            std::vector<Problem>& problems, const std::atomic<bool>& stop);

    void retain(const EntryList& entries) override;
    void write_to(const TreeFileSink& sink) const override;

    /// For the next run, once the tree is published: OUT/.cairn/references.
    std::string memory() const { return m_memory.text(); }

  private:
    struct Made;
    struct Set {
        std::string path;  ///< of its entry, in the tree
        WrittenReferences references;
        bool is_kept = false;
    };

    Digest digest_of_rule(const VirtualItem& item) const;
    Digest digest_of_inputs(const VirtualItem& item) const;
    std::string path_of_set(const VirtualItem& item) const;
    Made made_of(const VirtualItem& item, const LastTree& last, Reuse reuse, const ParallelFor& parallel,
                 const std::atomic<bool>& stop) const;
    void make_references(const VirtualItem& item, const LastTree& last, const ParallelFor& parallel,
                         const std::atomic<bool>& stop, Made& made) const;
    std::optional<virtualize::VirtualStore> store_of(const VirtualItem& item, const ParallelFor& parallel,
                                                     std::vector<virtualize::Refusal>& refusals,
                                                     const std::atomic<bool>& stop) const;
    Outcome<Entry> entry_of(const VirtualItem& item, const Made& made, std::vector<Problem>& problems) const;

    const Config& m_config;
    std::string m_out;
    std::uint64_t m_program;
    bool m_are_wanted = false;
    KeptReferences m_last;
    KeptReferences m_memory;
    std::optional<TemporaryFolder> m_temporary;  ///< of the files that were made, as they lie in the tree
    std::vector<Set> m_sets;
};

}  // namespace cairn
