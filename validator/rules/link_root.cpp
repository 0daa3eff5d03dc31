#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const RecordView& view, Findings& out) {
    if (view.tree.root() == nullptr) return;
    for (std::size_t i = 0; i < view.record.links.size(); ++i) {
        const Link& link = view.record.links[i];
        if (link.rel != "root") continue;
        const Record* target = view.follow(i);
        const Record* expected = view.tree.root();
        if (target == nullptr || target == expected) continue;
        out.add(k_link_root, view.record, view.record.pointer_of(link) + "/href",
                "the root link leads to " + target->path + ", expected " + expected->path);
    }
}

}  // namespace

const Rule k_link_root{"link/root",
                       Severity::error,
                       "The root link leads to the root of the tree",
                       "Clients go to the root by it, and may take another root for another catalog.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       RecordCheck(check)};

}  // namespace cairn::validate::rules
