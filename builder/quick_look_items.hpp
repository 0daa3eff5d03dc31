// Which source of an Item a rule with `thumbnail` wants a picture of, and where the picture lies in the tree.
#pragma once

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

struct QuickLookItem {
    std::size_t rule = 0;
    SharedText collection;  ///< id
    SharedText item;        ///< likewise
    std::string folder;     ///< of the Item, in the tree
    Source source;          ///< the first in time that was read, then by path
    std::optional<Absence> absence;
    TimeCoverage time;
    std::optional<Box> box;
    std::shared_ptr<const Cube> cube;  ///< of the source
    std::shared_ptr<const Facets> facets;
    bool is_virtual = false;  ///< references: values lie in other files
};

/// Threads: one.
class QuickLookItems {
  public:
    explicit QuickLookItems(const Config& config) : m_config(config), m_folders(config) {}

    /// Every entry of the run once, in any order.
    void see(const Entry& entry);

    /// Those that rules want and that become Items, by Collection and Item.
    std::vector<QuickLookItem> take();

  private:
    const Config& m_config;
    ItemFolders m_folders;
    std::map<std::pair<std::string, std::string>, QuickLookItem> m_wanted;  ///< by ids of Collection and Item
};

}  // namespace cairn
