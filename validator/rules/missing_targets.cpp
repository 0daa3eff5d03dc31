#include "validator/describe.hpp"
#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

void missing_targets(const Tree& tree, const Record& record, Findings& out) {
    for (const Link& link : record.links) {
        const Target target = tree.resolve(record, link.href);
        const std::string pointer = link.pointer + "/href";
        if (target.where == Where::outside) {
            out.push_back(at(record, pointer, "link/outside", Severity::note,
                             "the " + quoted(link.rel) + " link leads out of the validated folder: not checked"));
        } else if (target.where == Where::inside && !tree.exists(target.path)) {
            out.push_back(at(record, pointer, "link/missing-target", Severity::error,
                             "the " + quoted(link.rel) + " link leads to " + quoted(link.href) +
                                 ", expected a file at " + target.path + ", but there is none"));
        }
    }
}

}  // namespace cairn::validate::rules
