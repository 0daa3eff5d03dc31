#include <algorithm>
#include <string>
#include <vector>

#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Several parent links that lead to different documents.
void check_links(const TreeView& view, const Record& record, Findings& out) {
    const Record* first = nullptr;
    for (const Link& link : record.links) {
        if (link.rel != "parent" || link.member >= 0) continue;
        const Record* parent = view.tree.follow(record, link.href);
        if (parent == nullptr || parent == first) continue;
        if (first != nullptr)
            return out.add(k_link_parents, record, record.pointer_of(link) + "/href",
                           "a second parent link leads to " + parent->path + ", the first leads to " + first->path);
        first = parent;
    }
}

/// Whether one of them is a part of another that is cut into partitions, so that both list the document.
bool is_partition(const Tree& tree, const Record& lister, std::span<const Record* const> all) {
    constexpr int k_deepest_tree = 64;
    // A Collection is nobody's partition.
    const Record* at = &lister;
    for (int level = 0; at != nullptr && at->kind == Kind::catalog && level < k_deepest_tree; ++level) {
        at = tree.parent_of(*at);
        if (std::find(all.begin(), all.end(), at) != all.end()) return true;
    }
    return false;
}

/// Whether it lists the document by a link that is for another kind of documents, which is link/kind.
bool lists_as_another_kind(const Tree& tree, const Record& lister, const Record& listed) {
    const std::string_view wrong = listed.kind == Kind::item ? "child" : "item";
    return std::ranges::any_of(lister.links, [&](const Link& link) {
        return link.rel == wrong && link.member < 0 && tree.follow(lister, link.href) == &listed;
    });
}

void check(const TreeView& view, Findings& out) {
    for (const Record& record : view.tree.records()) {
        if (record.kind != Kind::catalog && record.kind != Kind::collection && record.kind != Kind::item) continue;
        check_links(view, record, out);
        const std::span<const Record* const> listers = view.tree.listed_by(record);
        if (listers.size() < 2) continue;
        std::vector<const Record*> parents;
        for (const Record* lister : listers)
            if (!is_partition(view.tree, *lister, listers)) parents.push_back(lister);
        if (parents.size() < 2) continue;  // links are followed for few documents alone
        std::vector<std::string> paths;
        for (const Record* parent : parents)
            if (!lists_as_another_kind(view.tree, *parent, record)) paths.push_back(parent->path);
        if (paths.size() < 2) continue;
        out.add(k_link_parents, Severity::warning, record, "",
                list_of(paths, "and", 3) + " list this document as their own, expected one parent");
    }
}

}  // namespace

const Rule k_link_parents{
    "link/parents",
    Severity::error,
    "A document has one parent",
    "Clients that go up and down a tree meet a document with two parents twice, or in another branch.",
    "STAC 1.1.0, catalog-spec, Relation types, parent",
    TreeCheck(check)};

}  // namespace cairn::validate::rules
