#include <algorithm>

#include "base/amounts.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

/// Punctuation means something in Markdown, and '<' begins HTML.
std::string plain(std::string_view text) {
    std::string result;
    for (const char c : for_terminal(text)) {
        if (std::string_view("\\`*_{}[]<>#|~$@&").find(c) != std::string_view::npos) result += '\\';
        result += c;
    }
    return result;
}

/// A span of code: one more backtick around than within.
std::string code(std::string_view text) {
    std::string clean = for_terminal(text);
    std::replace(clean.begin(), clean.end(), '|', '/');  // which would end a cell of the table
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : clean) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    return longest == 0 ? fence + clean + fence : fence + " " + clean + " " + fence;
}

std::string row_of(const Report& report, const Group& group) {
    std::string row = "| " + std::string(name_of(group.severity)) + " | " + code(group.rule) + " | " +
                      std::to_string(group.count) + " | " + plain(group.heading) + " | ";
    const std::size_t shown = std::min(group.places.size(), k_places_shown);
    for (std::size_t i = 0; i < shown; ++i) row += (i > 0 ? "<br>" : "") + code(place_of(report, *group.places[i]));
    return row + " |\n";
}

}  // namespace

std::string to_markdown(const Report& report, const Layout& layout) {
    const std::vector<Group> groups = groups_of(report);
    const std::size_t shown = layout.most_groups == 0 ? groups.size() : std::min(groups.size(), layout.most_groups);
    std::string text = "### cairn-validate: " + std::string(report.summary.errors > 0 ? "errors" : "no errors") +
                       "\n\n" + plain(summary_line(report)) + "\n";
    if (groups.empty()) return text;
    text += "\n| severity | rule | places | what | where |\n|---|---|---:|---|---|\n";
    for (std::size_t i = 0; i < shown; ++i) text += row_of(report, groups[i]);
    if (shown < groups.size()) text += "\n" + counted(groups.size() - shown, "more kind") + " of findings.\n";
    return text;
}

}  // namespace cairn::validate
