#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const RecordView& view, Findings& out) {
    if (view.tree.root() == nullptr) return;
    for (std::size_t i = 0; i < view.record.links.size(); ++i) {
        const Link& link = view.record.links[i];
        // The self link of a feature leads to its own document.
        if (link.rel != "self" || link.member >= 0) continue;
        const Record* target = view.follow(i);
        const Record* expected = &view.record;
        if (target == nullptr || target == expected) continue;
        out.add(k_link_self, view.record, view.record.pointer_of(link) + "/href",
                "the self link leads to " + target->path + ", expected " + expected->path);
    }
}

}  // namespace

const Rule k_link_self{"link/self",
                       Severity::error,
                       "The self link leads to its own document",
                       "Clients resolve relative links against it.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       RecordCheck(check)};

}  // namespace cairn::validate::rules
