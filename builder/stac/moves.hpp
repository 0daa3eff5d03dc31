// What moved between two trees: documents that have another URL, assets that have another id.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

/// An Item, or (without `item`) a Collection.
struct MovedPlace {
    std::string document;  ///< path in the tree
    std::string collection;
    std::string item;
    bool operator==(const MovedPlace&) const = default;
};

/// Data of one document that are those of another now, or have other ids.
struct Move {
    MovedPlace from;
    MovedPlace to;
    std::size_t assets = 0;                        ///< how many
    std::map<std::string, std::string> asset_ids;  ///< old -> new, where they differ
};

/// One of the trees. `read` gives the bytes of a file of the manifest; empty: it cannot be read.
struct TreeOfRun {
    const Manifest& manifest;
    std::function<std::string(const std::string& path)> read;
};

/// Data are known by their href (a relative one from the place of its document). Only documents whose bytes differ are
/// read. What is in the new tree where it was did not move, whatever else has it now. Sorted by the old document, then
/// the new one. A document of the old tree that is no JSON moved nothing.
std::vector<Move> moves_between(const TreeOfRun& before, const TreeOfRun& now);

/// {"type": "Moves", "moves": [{"from": {"href", "collection", "item"}, "to": {...}, "assets": 24, "asset_ids":
/// {...}}]}. `href`: below the folder of the catalog.
json::Value moves_value(const std::vector<Move>& moves);

}  // namespace cairn
