#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

void root_and_self(const Tree& tree, const Record& record, Findings& out) {
    if (tree.root() == nullptr) return;
    for (const Link& link : record.links) {
        const bool own_self = link.rel == "self" && link.pointer.rfind("/links/", 0) == 0;  // not that of a feature
        if (link.rel != "root" && !own_self) continue;
        const Record* target = tree.follow(record, link.href);
        const Record* expected = link.rel == "root" ? tree.root() : &record;
        if (target == nullptr || target == expected) continue;
        out.push_back(at(record, link.pointer + "/href", "link/" + link.rel, Severity::error,
                         "the " + link.rel + " link leads to " + target->path + ", expected " + expected->path));
    }
}

}  // namespace cairn::validate::rules
