#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const TreeView& view, Findings& out) {
    for (const auto& [record, index] : view.tree.back_links()) {
        const Link& link = record->links[index];
        const Record* target = view.tree.follow(*record, link.href);
        out.add(k_link_cycle, *record, record->pointer_of(link) + "/href",
                target == record ? "the " + in_quotes(link.rel) + " link leads to the document itself"
                                 : "the " + in_quotes(link.rel) + " link leads to " + target->path +
                                       ", which stands above: the tree goes round in a circle");
    }
}

}  // namespace

const Rule k_link_cycle{"link/cycle",
                        Severity::error,
                        "No document is below itself",
                        "Clients that walk the tree never come to an end.",
                        "STAC 1.1.0, overview, catalogs are trees",
                        TreeCheck(check)};

}  // namespace cairn::validate::rules
