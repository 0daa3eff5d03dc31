// Which files of which Items rules with `virtual` make one store of, and where it lies in the tree.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/shared_text.hpp"
#include "builder/config/config.hpp"
#include "builder/item_folders.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

struct VirtualItem {
    struct File {
        Source source;
        std::string href;
        std::shared_ptr<const Facets> facets;
        std::optional<Absence> absence;  ///< it stays in the catalog, and cannot be read now
    };

    std::size_t rule = 0;
    SharedText collection;    ///< id
    SharedText item;          ///< likewise
    std::string folder;       ///< of the Item, in the tree
    std::vector<File> files;  ///< by path
};

/// Threads: one.
class VirtualItems {
  public:
    explicit VirtualItems(const Config& config) : m_config(config), m_folders(config) {}

    /// Every entry of the run once, in any order: names in the tree depend on all of them.
    void see(const Entry& entry);

    /// Those that rules want, by Collection and Item.
    std::vector<VirtualItem> take();

  private:
    const Config& m_config;
    ItemFolders m_folders;
    std::map<std::pair<std::string, std::string>, VirtualItem> m_wanted;  ///< by ids of Collection and Item
};

}  // namespace cairn
