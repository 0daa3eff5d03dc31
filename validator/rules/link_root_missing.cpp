#include <cstddef>
#include <string>

#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

bool is_object(const Record& record) {
    return record.kind == Kind::catalog || record.kind == Kind::collection || record.kind == Kind::item;
}

/// A catalog without root links is a style of its own; one document without, among others that have it, is a mistake.
void check(const TreeView& view, Findings& out) {
    const Record* root = view.tree.root();
    if (root == nullptr) return;
    const auto lacks_link = [](const Record& record) { return record.link("root") == nullptr; };
    std::size_t with = 0;
    std::size_t without = 0;
    for (const Record& record : view.tree.records())
        if (is_object(record)) ++(lacks_link(record) ? without : with);
    if (without == 0 || with <= without) return;
    for (const Record& record : view.tree.records()) {
        if (record.is_uncertain) continue;  // its links may be what a schema refuses
        if (!is_object(record) || !lacks_link(record) || view.reach_of(record) == Reached::no) continue;
        if (!view.tree.files().has_place(record.path)) continue;  // a line that lies nowhere
        out.add(k_link_root_missing, record, "/links",
                "has no root link, expected one to " + (&record == root ? "itself" : root->path) +
                    ", as other documents of the catalog have");
    }
}

}  // namespace

const Rule k_link_root_missing{
    "link/root-missing",
    Severity::warning,
    "All documents of a catalog lead to its root, where most do",
    "Clients that begin at a document which somebody shared find the catalog by its root link.",
    "STAC 1.1.0, item-spec, Relation types, root; STAC best practices, Use of links",
    TreeCheck(check)};

}  // namespace cairn::validate::rules
