// Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include <algorithm>

#include "base/amounts.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

std::string escaped(std::string_view text, bool is_property) {
    std::string result;
    for (const char c : for_terminal(text)) {
        if (c == '%') {
            result += "%25";
        } else if (is_property && c == ':') {
            result += "%3A";
        } else if (is_property && c == ',') {
            result += "%2C";
        } else {
            result += c;
        }
    }
    return result;
}

std::string_view command_of(Severity severity) { return severity == Severity::note ? "notice" : name_of(severity); }

std::string annotation(const Report& report, const Group& group, const Finding& finding, bool is_first) {
    std::string text =
        "::" + std::string(command_of(group.severity)) + " file=" + escaped(path_of(report, finding), true);
    if (finding.line > 0) text += ",line=" + std::to_string(finding.line) + ",col=" + std::to_string(finding.column);
    text += ",title=" + escaped(group.rule, true) + "::" + escaped(finding.message, false);
    if (is_first && group.count > 1) text += " (the first of " + counted(group.count, "place") + ")";
    return text + "\n";
}

}  // namespace

std::string to_github(const Report& report, const Layout& layout) {
    const std::vector<Group> groups = groups_of(report);
    const std::size_t shown = layout.most_groups == 0 ? groups.size() : std::min(groups.size(), layout.most_groups);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t places = std::min(groups[i].places.size(), k_places_shown);
        for (std::size_t p = 0; p < places; ++p) text += annotation(report, groups[i], *groups[i].places[p], p == 0);
    }
    return text + escaped(summary_line(report), false) + "\n";
}

}  // namespace cairn::validate
