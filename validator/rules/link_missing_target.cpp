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

/// How many further documents lead there, for the message.
std::string others(std::size_t count) {
    return count == 0 ? std::string()
                      : "; " + std::to_string(count) + (count == 1 ? " other link leads" : " other links lead") +
                            " there, too";
}

void check(const TreeView& view, Findings& out) {
    const std::vector<MissingLinks::Place>& places = view.missing.places();
    for (std::size_t i = 0; i < places.size();) {
        std::size_t end = i + 1;
        while (end < places.size() && places[end].target == places[i].target) ++end;
        const auto& [target, record, number, standing] = places[i];
        const std::size_t more = end - i - 1;
        i = end;
        const Link link = record->link_at(number);
        out.add(k_link_missing_target, *record, record->pointer_of(link) + "/href",
                "the " + in_quotes(link.rel) + " link leads to " + in_quotes(link.href) + ", expected a file at " +
                    view.tree.resolve(*record, link.href).path + ", " + std::string(what_is_there(standing)) +
                    others(more));
    }
}

}  // namespace

const Rule k_link_missing_target{"link/missing-target",
                                 Severity::error,
                                 "A link leads to a file that is there",
                                 "Clients walk a static catalog by its links alone: what a broken one led to is lost.",
                                 "STAC best practices, Use of links",
                                 TreeCheck(check)};

}  // namespace cairn::validate::rules
