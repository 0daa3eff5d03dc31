#include <algorithm>
#include <set>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Whether `lister` is the parent, or a partition of it: a Catalog whose own parent it is, or which is below such a
/// Catalog. An Item, a Collection or a partition may name as its parent the document that is partitioned, so that no
/// new partition moves it. A Collection is nobody's partition: what it contains has no other parent.
bool lists_for(const Tree& tree, const Record& lister, const Record& parent) {
    constexpr int k_deepest_tree = 64;
    const Record* above = &lister;
    for (int level = 0; above != nullptr && level < k_deepest_tree; ++level) {
        if (above == &parent) return true;
        if (above->kind != Kind::catalog) return false;
        // One whose own parent link is wrong is still listed where it belongs.
        const std::span<const Record* const> listers = tree.listed_by(*above);
        if (std::find(listers.begin(), listers.end(), &parent) != listers.end()) return true;
        above = tree.parent_of(*above);
    }
    return false;
}

std::string paths_of(std::span<const Record* const> records) {
    std::vector<std::string> paths;
    for (const Record* record : records) paths.push_back(record->path);
    return list_of(paths, "and", 3);
}

/// Documents of which a child has faults that a schema finds: it may have lost its links.
std::set<const Record*> unsure_holders(const Tree& tree) {
    std::set<const Record*> unsure;
    for (const Record& record : tree.records()) {
        if (!record.is_uncertain || (record.kind != Kind::catalog && record.kind != Kind::collection)) continue;
        unsure.insert(&record);
        const std::span<const Record* const> listers = tree.listed_by(record);
        unsure.insert(listers.begin(), listers.end());
    }
    return unsure;
}

void check_one(const TreeView& view, const Record& record, const std::set<const Record*>& unsure, Findings& out) {
    const std::span<const Record* const> parents = view.tree.listed_by(record);
    const Link* link = record.link("parent");
    if (link == nullptr) {
        // One that is a root by its own root link is a catalog of its own: link/root.
        const bool own_root = view.tree.follow_rel(record, "root") == &record;
        if (parents.empty() || &record == view.tree.root() || own_root || record.is_uncertain) return;
        return out.add(k_link_inverse, Severity::warning, record, "/links",
                       "has no parent link, but " + paths_of(parents) + " links to it as its own");
    }
    const Record* parent = view.tree.parent_of(record);
    // Missing, out of the tree, unreadable, or of a kind that has no children: other rules.
    if (parent == nullptr || !parent->readable || (parent->kind != Kind::catalog && parent->kind != Kind::collection))
        return;
    const bool agrees = std::any_of(parents.begin(), parents.end(),
                                    [&](const Record* lister) { return lists_for(view.tree, *lister, *parent); });
    if (agrees || (parents.empty() && unsure.count(parent) > 0)) return;
    if (parents.empty() && view.missing.explains(*parent, record)) return;
    out.add(k_link_inverse, record, record.pointer_of(*link) + "/href",
            "the parent link leads to " + parent->path + ", which has no child or item link back; " +
                (parents.empty() ? std::string("nor has any other document") : paths_of(parents) + " has one"));
}

void check(const TreeView& view, Findings& out) {
    const std::set<const Record*> unsure = unsure_holders(view.tree);
    for (const Record& record : view.tree.records())
        if (record.kind == Kind::catalog || record.kind == Kind::collection || record.kind == Kind::item)
            check_one(view, record, unsure, out);
}

}  // namespace

const Rule k_link_inverse{"link/inverse",
                          Severity::error,
                          "A parent and its children link to each other",
                          "Clients go up by `parent` and down by `child` and `item`: a document that knows only one "
                          "way is lost on the other.",
                          "STAC 1.1.0, catalog-spec, Relation types",
                          TreeCheck(check)};

}  // namespace cairn::validate::rules
