// What the Items of each Collection say, folded while documents are read, so that a million Items leave little behind.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "validator/record.hpp"

namespace cairn::validate {

/// Threads: `add` any number; reading afterwards.
class ItemsByCollection {
  public:
    struct Property {
        std::map<std::uint64_t, std::string> values;  ///< digest -> path of the first document with it; bounded
        bool has_more = false;                        ///< than `values` holds
        double least = std::numeric_limits<double>::infinity();
        double largest = -std::numeric_limits<double>::infinity();
        std::string least_in, largest_in;  ///< paths
        bool has_texts = false;            ///< not all values are numbers
        std::size_t items = 0;             ///< documents of Items that have it
    };

    /// Takes what the record states, if it is of Items that name their Collection, or of a Collection's own assets.
    void add(Record& record);

    /// What Items and own assets of the Collection with this id say of a property; nullptr: nothing.
    const Property* find(std::string_view collection, std::string_view property) const;

    /// Whether there are Items, and each of the Collection has it: else it may stand in the assets or bands of the
    /// others.
    bool all_have(std::string_view collection, std::string_view property) const;

  private:
    using Properties = std::unordered_map<std::uint64_t, Property>;
    struct Collected {
        Properties properties;
        std::size_t items = 0;
    };
    static void add(const Stated& stated, const std::string& path, Property& property);

    std::mutex m_mutex;  ///< guards m_collections
    std::unordered_map<std::string, Collected> m_collections;
};

}  // namespace cairn::validate
