#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

std::string_view what_is_there(Standing standing) {
    switch (standing) {
        case Standing::special:
            return "found a FIFO, socket or device";
        case Standing::outside:
            return "found a symbolic link that leads out of the folder";
        case Standing::document:
        case Standing::file_or_folder:
        case Standing::not_known:
        case Standing::nothing:
            break;
    }
    return "but there is none";
}

void check(const RecordView& view, Findings& out) {
    for (std::size_t i = 0; i < view.targets.size(); ++i) {
        const Target& target = view.targets[i];
        if (target.where != Where::inside) continue;
        const Standing standing = view.tree.look(target.path);
        if (standing == Standing::document || standing == Standing::file_or_folder) continue;
        if (standing == Standing::not_known) continue;
        const Link& link = view.record.links[i];
        out.add(k_link_missing_target, view.record, view.record.pointer_of(link) + "/href",
                "the " + quoted(link.rel) + " link leads to " + quoted(link.href) + ", expected a file at " +
                    target.path + ", " + std::string(what_is_there(standing)));
    }
}

}  // namespace

const Rule k_link_missing_target{"link/missing-target",
                                 Severity::error,
                                 "A link leads to a file that is there",
                                 "Clients walk a static catalog by its links alone: what a broken one led to is lost.",
                                 "STAC best practices, Use of links",
                                 RecordCheck(check)};

}  // namespace cairn::validate::rules
