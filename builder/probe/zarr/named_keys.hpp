// What stores whose keys are in memory share, and how keys are named in messages.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

constexpr std::size_t k_names_shown = 10;  ///< of many, in one message

/// "'a', 'b' and 7 more": the first names of `count`.
std::string named(const std::vector<std::string>& names, std::size_t count);
std::string named(const std::vector<std::string>& names);

/// KeyStore::list over a sorted map of keys: steps from one child to the next, whatever is below them.
template <class Map>
std::vector<Entry> list_of_keys(const Map& keys, std::string_view prefix) {
    const std::string start = prefix.empty() ? std::string() : std::string(prefix) + '/';
    std::map<std::string, bool> found;
    for (auto at = keys.lower_bound(start); at != keys.end() && at->first.starts_with(start);) {
        const std::size_t slash = at->first.find('/', start.size());
        const bool is_prefix = slash != std::string::npos;
        const std::string name = at->first.substr(start.size(), is_prefix ? slash - start.size() : slash);
        found[name] |= is_prefix;
        // '0' follows '/': past all keys below the child.
        at = is_prefix ? keys.lower_bound(start + name + '0') : std::next(at);
    }
    std::vector<Entry> entries;
    entries.reserve(found.size());
    for (const auto& [name, is_prefix] : found) entries.push_back({name, is_prefix});
    return entries;
}

}  // namespace cairn::zarr
