#include "base/url.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Whether a Catalog or Collection is a root by its own root link: a catalog of its own within this one.
bool is_own_root(const Tree& tree, const Record& record) {
    return (record.kind == Kind::catalog || record.kind == Kind::collection) &&
           tree.follow_rel(record, "root") == &record;
}

/// Whether a document lies below another, by the links to parents.
bool lies_below(const Tree& tree, const Record& record, const Record& above) {
    constexpr int k_deepest_tree = 64;
    const Record* at = &record;
    for (int level = 0; at != nullptr && level < k_deepest_tree; ++level) {
        if (at == &above) return true;
        const Record* parent = tree.parent_of(*at);
        at = parent != nullptr ? parent : tree.collection_of(*at);
    }
    return false;
}

/// A tree that says where it is published, and a document of it that says it belongs to another one.
void check_elsewhere(const LinkView& view, const Record& root, Findings& out) {
    const auto self = root.self();
    const Url url = split_url(view.link.href);
    if (!self || !split_url(self->href).scheme || !url.scheme || view.link.member >= 0) return;
    if (!view.tree.files().has_place(view.record.path)) return;
    out.add(k_link_root, Severity::warning, view.record, view.pointer(),
            "the root link leads to " + in_quotes(view.link.href) + ", expected the root of this catalog, " +
                in_quotes(self->href));
}

void check(const LinkView& view, Findings& out) {
    const Record* expected = view.tree.root();
    const Record* target = view.document;
    if (view.link.rel == "root" && expected != nullptr && view.target.where == Where::elsewhere)
        return check_elsewhere(view, *expected, out);
    if (view.link.rel != "root" || expected == nullptr || target == nullptr || target == expected) return;
    if (is_own_root(view.tree, *target) && lies_below(view.tree, view.record, *target)) {
        // One that nothing links to is said to be an orphan.
        if (target == &view.record && !view.tree.listed_by(view.record).empty())
            out.add(k_link_root, Severity::warning, view.record, view.pointer(),
                    "the root link leads to the document itself, a catalog within that of " + expected->path);
        return;
    }
    out.add(k_link_root, view.record, view.pointer(),
            "the root link leads to " + target->path + ", expected " + expected->path);
}

}  // namespace

const Rule k_link_root{"link/root",
                       Severity::error,
                       "The root link leads to the root of the tree",
                       "Clients go to the root by it, and may take another root for another catalog. A catalog of "
                       "catalogs has several roots.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       LinkCheck(check)};

}  // namespace cairn::validate::rules
