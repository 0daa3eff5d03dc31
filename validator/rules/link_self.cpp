#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const LinkView& view, Findings& out) {
    // The self link of a feature leads to its own document.
    if (view.link.rel != "self" || view.link.member >= 0 || view.tree.root() == nullptr) return;
    if (view.document == nullptr || view.document == &view.record) return;
    out.add(k_link_self, view.record, view.pointer(),
            "the self link leads to " + view.document->path + ", expected " + view.record.path);
}

}  // namespace

const Rule k_link_self{"link/self",
                       Severity::error,
                       "The self link leads to its own document",
                       "Clients resolve relative links against it.",
                       "STAC 1.1.0, catalog-spec, Relation types",
                       LinkCheck(check)};

}  // namespace cairn::validate::rules
