#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check(const LinkView& view, Findings& out) {
    if (view.target.where != Where::outside) return;
    out.add(k_link_outside, view.record, view.pointer(),
            "the " + in_quotes(view.link.rel) + " link leads out of the validated folder: not checked");
}

}  // namespace

const Rule k_link_outside{"link/outside",
                          Severity::note,
                          "A link stays in the folder",
                          "What lies outside is not looked at, so that the report does not depend on it.",
                          "RFC 3986, section 5.2",
                          LinkCheck(check)};

}  // namespace cairn::validate::rules
