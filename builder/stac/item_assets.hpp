// `item_assets` of a Collection: what the assets under one key have in common in all Items.
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "base/json/value.hpp"

namespace cairn {

/// Gathers Items of one Collection, in any order: the result is the same. Holds no more than the assets of one Item.
/// Threads: one at a time.
class ItemAssets {
  public:
    /// `item`: the document, with all that a template put into it.
    void add(const json::Value& item);

    /// One definition for each key that every Item has, of the members that have one value in all of them; nothing for
    /// fewer than two Items. STAC wants two members at least.
    json::Value definitions() const;

  private:
    std::size_t m_items = 0;
    std::map<std::string, json::Value> m_shared;  ///< by key
};

}  // namespace cairn
