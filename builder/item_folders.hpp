// Where the Items of a run lie in the tree, before their documents are made.
#pragma once

#include <map>
#include <string>

#include "builder/config/config.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// Threads: one.
class ItemFolders {
  public:
    explicit ItemFolders(const Config& config) : m_config(config) {}

    /// Every entry of the run once, in any order: names in the tree depend on all of them.
    void see(const Entry& entry);

    /// When all were seen: whether an id of a Collection becomes an Item, and is not the Collection's own.
    bool is_item(const std::string& collection, const std::string& item) const;

    /// Likewise: the folder of an Item, by the ids of its Collection and its own.
    std::string folder_of(const std::string& collection, const std::string& item);

  private:
    /// What decides whether the entries of one Item's id become an Item, as group/collection_runs.cpp has it.
    struct Seen {
        std::size_t rule = 0;
        bool is_dated = false;
        bool are_stores = true;
    };
    using Names = std::map<std::string, std::string>;  ///< by id

    bool is_item(const Seen& seen) const;
    Names names_of_items(const std::map<std::string, Seen>& seen) const;

    const Config& m_config;
    std::map<std::string, std::map<std::string, Seen>> m_seen;  ///< by ids of Collection and Item
    Names m_collections;                                         ///< once a folder was asked for
    std::map<std::string, Names> m_items;                        ///< likewise, by id of the Collection
};

}  // namespace cairn
