#include <algorithm>
#include <map>

#include "base/amounts.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

std::string places_line(const Group& group) {
    std::string text = "  " + counted(group.count, "place");
    if (group.documents > 1 || group.count == group.places.size())
        text += " in " + counted(group.documents, "document");
    if (group.documents > 1 && !group.folder.empty()) text += ", all in " + for_terminal(group.folder);
    return text + "\n";
}

std::string text_of(const Report& report, const Group& group) {
    std::string text =
        std::string(name_of(group.severity)) + " " + group.rule + ": " + for_terminal(group.heading) + "\n";
    if (group.count > 1) text += places_line(group);
    const std::size_t shown = std::min(group.places.size(), k_places_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const Finding& finding = *group.places[i];
        text += "    " + for_terminal(place_of(report, finding));
        if (!group.is_one_message) text += ": " + for_terminal(finding.message);
        text += "\n";
    }
    if (group.count > shown) text += "    ... and " + std::to_string(group.count - shown) + " more\n";
    return text;
}

/// A line a rule, for what was left out.
std::string rule_counts(const std::vector<Group>& groups, std::size_t shown) {
    std::map<std::pair<Severity, std::string>, std::size_t> counts;
    for (const Group& group : groups) counts[{group.severity, group.rule}] += group.count;
    std::string text = counted(groups.size() - shown, "more kind") + " of findings (--max 0 shows all); in all:\n";
    for (const auto& [rule, count] : counts)
        text += "  " + std::string(name_of(rule.first)) + " " + rule.second + ": " + std::to_string(count) + "\n";
    return text + "\n";
}

}  // namespace

std::string to_text(const Report& report, const Layout& layout) {
    const std::vector<Group> groups = groups_of(report);
    const std::size_t shown = layout.most_groups == 0 ? groups.size() : std::min(groups.size(), layout.most_groups);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) text += text_of(report, groups[i]) + "\n";
    if (shown < groups.size()) text += rule_counts(groups, shown);
    return text + summary_line(report) + "\n";
}

}  // namespace cairn::validate
