// Finds arrays and groups by looking into folder after folder.
#pragma once

#include <string_view>

#include "builder/probe/zarr/documents.hpp"
#include "builder/probe/zarr/nodes.hpp"

namespace cairn::zarr {

/// What a group's document costs that cannot be used: in Zarr v2 it says no more than that there is a group.
constexpr std::string_view k_group_all_the_same = "the folder is taken for a group, whatever it says";

class StoreWalk {
  public:
    StoreWalk(Documents& documents, Nodes& nodes, int zarr_version)
        : m_documents(documents), m_nodes(nodes), m_version(zarr_version) {}

    /// Adds all nodes below a group. Folders of arrays are not listed: what is in them are chunks.
    void add_below(std::string_view group);

    /// Adds what is at a path: an array, or a group or folder and all below it. False when there is no node.
    bool add_at(std::string_view path);

    /// Names of the folders directly in a group, sorted; said and false when they cannot be listed.
    bool list_folders(std::string_view group, std::vector<std::string>& names);

  private:
    enum class Found { nothing, array, group, unusable };

    Found add_node(const std::string& path);
    Found add_v2_node(const std::string& path);
    Found add_v3_node(const std::string& path);

    Documents& m_documents;
    Nodes& m_nodes;
    int m_version;
    std::size_t m_listed = 0;
    bool m_said_many = false;
};

/// Folders of such names (".git") are not taken for nodes, unless metadata name them.
bool is_hidden(std::string_view name);

/// Splits zarr.json into what describes the node and its attributes; false (and said) when it is neither an array nor a
/// group of version 3.
bool take_v3_document(json::Value document, std::string_view key, Node& node, Reports& reports);

}  // namespace cairn::zarr
