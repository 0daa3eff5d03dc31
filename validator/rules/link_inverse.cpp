#include <algorithm>

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
        above = tree.parent_of(*above);
    }
    return false;
}

std::string paths_of(const std::vector<const Record*>& records) {
    std::vector<std::string> paths;
    for (const Record* record : records) paths.push_back(record->path);
    return list_of(paths, "and", 3);
}

void check(const RecordView& view, Findings& out) {
    const Record& record = view.record;
    if (record.kind != Kind::catalog && record.kind != Kind::collection && record.kind != Kind::item) return;
    const std::vector<const Record*>& parents = view.tree.listed_by(record);
    const std::size_t link = view.first("parent");
    if (link == record.links.size()) {
        if (parents.empty() || &record == view.tree.root()) return;
        Finding finding = finding_of(k_link_inverse, "/links",
                                     "has no parent link, but " + paths_of(parents) + " links to it as its own");
        finding.severity = Severity::warning;
        return out.add(record, std::move(finding));
    }
    const Record* parent = view.follow(link);
    if (parent == nullptr) return;  // missing, or out of the tree: other rules
    const bool agrees = std::any_of(parents.begin(), parents.end(),
                                    [&](const Record* lister) { return lists_for(view.tree, *lister, *parent); });
    if (agrees) return;
    out.add(k_link_inverse, record, record.pointer_of(record.links[link]) + "/href",
            "the parent link leads to " + parent->path + ", which has no child or item link back; " +
                (parents.empty() ? std::string("nor has any other document") : paths_of(parents) + " has one"));
}

}  // namespace

const Rule k_link_inverse{"link/inverse",
                          Severity::error,
                          "A parent and its children link to each other",
                          "Clients go up by `parent` and down by `child` and `item`: a document that knows only one "
                          "way is lost on the other.",
                          "STAC 1.1.0, catalog-spec, Relation types",
                          RecordCheck(check)};

}  // namespace cairn::validate::rules
