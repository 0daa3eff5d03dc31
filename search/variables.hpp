// Which variables a document says that its data have.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::search {

/// Names and standard names of the variables of an Item or an asset, without coordinates and other auxiliary ones.
struct Variables {
    struct Variable {
        std::string name;           ///< empty: only the standard name is stated
        std::string standard_name;  ///< empty: none
    };
    std::vector<Variable> all;
    bool is_stated = false;       ///< cube:variables, bands or cf:standard_name is there
    bool has_names_only = false;  ///< cf:standard_name alone is stated

    /// Whether one of them has one of these names or standard names.
    bool has_any(const std::set<std::string>& wanted) const;
};

/// What `object` (properties of an Item or a feature, an entry of assets) states.
Variables variables_of(const json::Value& object);

/// Those of an asset, by what it states and what its owner has (docs/search.md, "Conditions").
Variables variables_of_asset(const json::Value& object, const Variables& owner);

}  // namespace cairn::search
