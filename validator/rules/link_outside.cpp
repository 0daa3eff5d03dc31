#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const RecordView& view, Findings& out) {
    for (std::size_t i = 0; i < view.targets.size(); ++i) {
        if (view.targets[i].where != Where::outside) continue;
        const Link& link = view.record.links[i];
        out.add(k_link_outside, view.record, view.record.pointer_of(link) + "/href",
                "the " + quoted(link.rel) + " link leads out of the validated folder: not checked");
    }
}

}  // namespace

const Rule k_link_outside{"link/outside",
                          Severity::note,
                          "A link stays in the folder",
                          "What lies outside is not looked at, so that the report does not depend on it.",
                          "RFC 3986, section 5.2",
                          RecordCheck(check)};

}  // namespace cairn::validate::rules
