#include <algorithm>

#include "validator/describe.hpp"
#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

namespace {

/// Whether `ancestor` is above `record`, by the parent links. Items may name their Collection as parent while a
/// partition of it links to them.
bool is_above(const Tree& tree, const Record& ancestor, const Record& record) {
    constexpr int k_deepest_tree = 64;
    const Record* above = &record;
    for (int level = 0; above != nullptr && level < k_deepest_tree; ++level) {
        if (above == &ancestor) return true;
        above = tree.parent_of(*above);
    }
    return false;
}

std::string paths_of(const std::vector<const Record*>& records) {
    std::vector<std::string> paths;
    for (const Record* record : records) paths.push_back(record->path);
    return list_of(paths, "and", 3);
}

}  // namespace

void inverse_links(const Tree& tree, const Record& record, Findings& out) {
    if (record.kind != Kind::catalog && record.kind != Kind::collection && record.kind != Kind::item) return;
    const std::vector<const Record*>& parents = tree.listed_by(record);
    const Link* link = record.link("parent");
    if (link == nullptr) {
        if (parents.empty() || &record == tree.root()) return;
        return out.push_back(at(record, "/links", "link/inverse", Severity::warning,
                                "has no parent link, but " + paths_of(parents) + " links to it as its own"));
    }
    const Record* parent = tree.follow(record, link->href);
    if (parent == nullptr) return;  // missing, or out of the tree: other rules
    const bool agrees = std::any_of(parents.begin(), parents.end(),
                                    [&](const Record* lister) { return is_above(tree, *parent, *lister); });
    if (agrees) return;
    out.push_back(
        at(record, link->pointer + "/href", "link/inverse", Severity::error,
           "the parent link leads to " + parent->path + ", which has no child or item link back; " +
               (parents.empty() ? std::string("nor has any other document") : paths_of(parents) + " has one")));
}

}  // namespace cairn::validate::rules
