// Nodes as they are gathered: each path once, names checked, a bounded number.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/probe/zarr/hierarchy.hpp"

namespace cairn::zarr {

/// Orders paths so that a node follows its group, and its group's other members do not come between.
struct PathOrder {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
};

std::string_view parent_of(std::string_view path);  ///< of "a": ""; of "": ""
std::string_view name_of_node(std::string_view path);
std::size_t depth_of(std::string_view path);  ///< number of components

/// Empty, or what is wrong with a path that a document names: "has a component '..'".
std::string why_bad_path(std::string_view path);

class Nodes {
  public:
    explicit Nodes(Reports& reports) : m_reports(reports) {}

    /// The node at a path, made when it is not there, with the groups around it; nullptr (and said) when there may not
    /// be one.
    Node* at(std::string_view path, std::string_view said_at);
    Node* find(std::string_view path);
    bool has(std::string_view path) const { return m_nodes.find(path) != m_nodes.end(); }
    std::size_t size() const { return m_nodes.size(); }

    /// Names of the nodes directly below a group, sorted.
    std::vector<std::string> children_of(std::string_view path) const;
    void remove_with_members(std::string_view path);

    /// In order; members of arrays are left out and said. Moves the nodes out.
    std::vector<Node> take();

  private:
    Node* add(std::string_view path);

    Reports& m_reports;
    std::map<std::string, Node, PathOrder> m_nodes;
    bool m_said_full = false;
};

}  // namespace cairn::zarr
