#include "builder/probe/zarr/nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace cairn::zarr {

bool PathOrder::operator()(std::string_view a, std::string_view b) const {
    const auto rank = [](char c) { return c == '/' ? -1 : static_cast<int>(static_cast<unsigned char>(c)); };
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                        [&](char x, char y) { return rank(x) < rank(y); });
}

std::string_view parent_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_of_node(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::size_t depth_of(std::string_view path) {
    return path.empty() ? 0 : static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')) + 1;
}

std::string why_bad_path(std::string_view path) {
    if (path.empty()) return {};
    if (!is_utf8(path)) return "is not UTF-8";
    if (path.front() == '/') return "is absolute";
    if (std::any_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
        return "has control characters";
    if (!is_confined(path)) return "has an empty component, \".\" or \"..\", or is too long";
    if (depth_of(path) > k_deepest_node) return fmt::format("is more than {} levels deep", k_deepest_node);
    return {};
}

Node* Nodes::at(std::string_view path, std::string_view said_at) {
    if (Node* known = find(path)) return known;
    if (const std::string why_bad = why_bad_path(path); !why_bad.empty()) {
        m_reports.warning("probe/bad-name", said_at,
                          fmt::format("the path '{}' of an array or group {}: it is left out",
                                      to_utf8(path.substr(0, 200)), why_bad));
        return nullptr;
    }
    Node* node = add(path);
    if (node == nullptr && !std::exchange(m_said_full, true)) {
        m_reports.error(
            "probe/too-many-nodes", said_at,
            fmt::format("the store has more than {} arrays and groups; the others are left out", k_most_nodes));
    }
    return node;
}

Node* Nodes::add(std::string_view path) {
    if (!path.empty() && find(parent_of(path)) == nullptr && add(parent_of(path)) == nullptr) return nullptr;
    if (m_nodes.size() >= k_most_nodes) return nullptr;
    Node& node = m_nodes[std::string(path)];
    node.path = path;
    return &node;
}

Node* Nodes::find(std::string_view path) {
    const auto at = m_nodes.find(path);
    return at == m_nodes.end() ? nullptr : &at->second;
}

std::vector<std::string> Nodes::children_of(std::string_view path) const {
    std::vector<std::string> names;
    const std::string start = path.empty() ? std::string() : std::string(path) + '/';
    auto at = path.empty() ? m_nodes.begin() : m_nodes.lower_bound(std::string_view(start));
    for (; at != m_nodes.end() && at->first.starts_with(start); ++at) {
        const std::string_view rest = std::string_view(at->first).substr(start.size());
        const std::string_view name = rest.substr(0, rest.find('/'));
        if (!name.empty() && (names.empty() || names.back() != name)) names.emplace_back(name);
    }
    return names;
}

void Nodes::remove_with_members(std::string_view path) {
    auto at = m_nodes.lower_bound(path);
    const std::string below = std::string(path) + '/';
    while (at != m_nodes.end() && (at->first == path || at->first.starts_with(below))) at = m_nodes.erase(at);
}

std::vector<Node> Nodes::take() {
    std::vector<Node> nodes;
    nodes.reserve(m_nodes.size());
    std::string array;  // the last one
    for (auto& [path, node] : m_nodes) {
        if (!nodes.empty() && nodes.front().is_array) {
            m_reports.warning("probe/members-of-array", key_of(node),
                              "the root of the store is an array, which cannot have members: it is left out");
            break;
        }
        if (!array.empty() && path.starts_with(array) && path[array.size()] == '/') {
            m_reports.warning("probe/members-of-array", key_of(node),
                              fmt::format("'{}' is an array, which cannot have members: it is left out", array));
            continue;
        }
        if (node.is_array) array = path;
        nodes.push_back(std::move(node));
    }
    m_nodes.clear();
    return nodes;
}

}  // namespace cairn::zarr
