// The references that rules with `virtual` ask for: files of each Item become one virtual store, which is written into
// the tree and catalogued as if it had been found in an archive (docs/virtual.md).
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/kept_references.hpp"
#include "builder/model/plan.hpp"
#include "builder/temporary_folder.hpp"
#include "builder/virtual/virtual_store.hpp"

namespace cairn {

/// Takes one finished file of the tree.
using TreeFileSink = std::function<void(const std::string& path, std::string_view bytes)>;

/// The files of the tree that stands in OUT.
struct PreviousTree {
    std::function<bool(const std::string& path)> has;  ///< in the bytes of the last run
    std::function<std::string(const std::string& path)> read;
};

class VirtualStores {
  public:
    /// `out`: absolute path of the tree. `program`: a number that changes with what the references depend on.
    VirtualStores(const Config& config, std::string out, std::uint64_t program);

    /// Whether any rule asks for references; else nothing here has to be called.
    bool are_wanted() const { return m_are_wanted; }

    /// Every entry of the run is shown once. Threads: any number.
    void see(const Entry& entry);

    /// The stores of all Items whose files fit each other, in order; of the others a warning, "virtual/refused". The
    /// references of Items whose files are as they were are those of `previous`, the files of all others are opened;
    /// nullptr: of all. The references wait in a temporary folder. Throws Interrupted when `stop` is set.
    std::vector<Entry> make(const PreviousTree* previous, std::vector<Problem>& problems,
                            const std::atomic<bool>& stop);

    /// The files of all references, with their paths in the tree. After `make`; may be asked for again.
    void write_to(const TreeFileSink& sink) const;

    /// For the next run, once the tree is published: OUT/.cairn/references.
    std::string memory() const { return m_kept.text(); }

  private:
    struct File {
        Source source;
        std::string href;
        std::shared_ptr<const Facets> facets;
    };
    struct Item {
        std::size_t rule = 0;
        SharedText collection;
        SharedText item;
        std::vector<File> files;
    };

    std::string folder_of_item(const Item& item) const;
    std::optional<virtualize::VirtualStore> store_of(const Item& item, std::vector<Problem>& problems,
                                                     const std::atomic<bool>& stop) const;
    /// The references of the item, which are then in the temporary folder; nullopt: its files do not fit.
    std::optional<WrittenReferences> references_of(const Item& item, const PreviousTree* previous,
                                                   std::vector<Problem>& problems, const std::atomic<bool>& stop);
    WrittenReferences write(const Item& item, const virtualize::VirtualStore& store);
    std::string digest_of(const Item& item) const;
    Outcome<Entry> entry_of(const Item& item, const WrittenReferences& references, std::vector<Problem>& problems);

    const Config& m_config;
    std::string m_out;
    std::uint64_t m_program;
    KeptReferences m_last;  ///< of the last run
    KeptReferences m_kept;  ///< of this one
    bool m_are_wanted = false;
    std::mutex m_mutex;  ///< guards the rest while entries are seen
    std::set<std::string> m_collections;                                ///< ids of all
    std::map<std::string, std::set<std::string>> m_items;               ///< ids, of Collections that have such Items
    std::map<std::pair<std::string, std::string>, Item> m_wanted;       ///< by ids of Collection and Item
    std::map<std::string, std::string> m_collection_names;              ///< by id, once all are known
    std::map<std::string, std::map<std::string, std::string>> m_names;  ///< of Items, likewise
    std::optional<TemporaryFolder> m_temporary;                         ///< of the files, as they lie in the tree
    std::vector<std::string> m_files;                                   ///< paths below it
};

}  // namespace cairn
