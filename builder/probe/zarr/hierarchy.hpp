// The groups and arrays of a store, from its consolidated metadata or from a walk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/documents.hpp"

namespace cairn::zarr {

constexpr std::size_t k_most_nodes = 100'000;
constexpr std::size_t k_deepest_node = 64;             ///< components of a path
constexpr std::size_t k_most_listed_folders = 20'000;  ///< more are not looked into

struct Node {
    std::string path;  ///< "a/b"; "" is the root
    bool is_array = false;
    bool consolidated = false;  ///< of a group below the root: it has a document of all metadata below
    int zarr_version = 2;
    json::Value document;    ///< .zarray, .zgroup or zarr.json; null for a group that only its members show
    json::Value attributes;  ///< an object, or null
};

/// The key of a node's own document, for messages.
std::string key_of(const Node& node);

struct Hierarchy {
    std::vector<Node> nodes;  ///< [0] is the root; sorted, a node follows its group
    StoreTraits traits;
};

/// A Problem when the root cannot be understood; what else is wrong goes to the reports.
Outcome<Hierarchy> read_hierarchy(Documents& documents);

}  // namespace cairn::zarr
