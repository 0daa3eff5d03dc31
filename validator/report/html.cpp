#include <algorithm>
#include <map>

#include "base/amounts.hpp"
#include "base/markup.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_most_places = 200;

constexpr std::string_view k_head = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>cairn-validate</title>
<style>
:root { color-scheme: light dark; --ground: #fff; --text: #1c1f23; --soft: #59616b; --line: #d5dae0; --raised: #f5f7f9;
  --error: #a3150d; --warning: #7a4d00; --note: #22568f; --fine: #1d6b34; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181c; --text: #e7eaee; --soft: #a4adb8; --line: #363d46;
  --raised: #1e232a; --error: #ff9a92; --warning: #f2c078; --note: #94c4fa; --fine: #86d9a0; } }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
code { font: .9em ui-monospace, monospace; } .soft { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
dl div { background: var(--raised); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
dt { color: var(--soft); font-size: .9rem; } dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
summary { padding: .6rem .75rem; cursor: pointer; } details > div { padding: 0 .75rem .75rem; }
details p { margin: 0 0 .5rem; }
.count { float: right; font-variant-numeric: tabular-nums; margin-left: 1rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); } .fine { color: var(--fine); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .3rem .5rem;
  border-top: 1px solid var(--line); } th { font-weight: 600; }
@media (max-width: 40rem) { thead { position: absolute; clip-path: inset(50%); } tr, td { display: block; }
  tr { border-top: 1px solid var(--line); padding: .3rem 0; } td { border: 0; padding: 0 .5rem; } }
:focus-visible { outline: 2px solid var(--note); outline-offset: 2px; }
</style>
</head>
<body>
<main>
)";

std::string figure(std::string_view name, std::size_t count, std::string_view kind) {
    return "<div><dt>" + std::string(name) + "</dt><dd" +
           (count > 0 && !kind.empty() ? " class=\"" + std::string(kind) + "\"" : std::string()) + ">" +
           std::to_string(count) + "</dd></div>\n";
}

std::string about_rule(const Group& group) {
    const Rule* rule = find_rule(group.rule);
    if (rule == nullptr) return {};
    return "<p class=\"soft\">" + escaped_markup(rule->title) + ". " + escaped_markup(rule->reason) + " (" +
           escaped_markup(rule->specification) + ")</p>\n";
}

std::string table_of(const Report& report, const Group& group) {
    if (group.places.empty()) return {};
    std::string text = "<table>\n<thead><tr><th scope=\"col\">place</th>" +
                       std::string(group.is_one_message ? "" : "<th scope=\"col\">what</th>") +
                       "</tr></thead>\n<tbody>\n";
    const std::size_t shown = std::min(group.places.size(), k_most_places);
    for (std::size_t i = 0; i < shown; ++i) {
        const Finding& finding = *group.places[i];
        text += "<tr><td><code>" + escaped_markup(place_of(report, finding)) + "</code></td>";
        if (!group.is_one_message) text += "<td>" + escaped_markup(finding.message) + "</td>";
        text += "</tr>\n";
    }
    text += "</tbody>\n</table>\n";
    if (group.count > shown) text += "<p class=\"soft\">and " + std::to_string(group.count - shown) + " more</p>\n";
    return text;
}

std::string details_of(const Report& report, const Group& group, bool is_open) {
    const std::string severity(name_of(group.severity));
    return "<details" + std::string(is_open ? " open" : "") + "><summary><span class=\"count\">" +
           std::to_string(group.count) + "</span><strong class=\"" + severity + "\">" + severity + "</strong> <code>" +
           escaped_markup(group.rule) + "</code> " + escaped_markup(group.heading) + "</summary>\n<div>\n" +
           about_rule(group) + table_of(report, group) + "</div></details>\n";
}

std::string not_checked_of(const Report& report) {
    if (report.not_checked.empty() && report.summary.not_checked == 0) return {};
    std::string text = "<h2>Not checked</h2>\n<ul>\n";
    if (report.summary.not_checked > 0)
        text += "<li>" + counted(report.summary.not_checked, "document") + " that no schema has judged</li>\n";
    for (const NotChecked& part : report.not_checked)
        text += "<li>" + escaped_markup(part.what) + " (" + std::to_string(part.count) + ")</li>\n";
    return text + "</ul>\n";
}

}  // namespace

std::string to_html(const Report& report, const Layout& layout) {
    const std::vector<Group> groups = groups_of(report);
    const std::size_t shown = layout.most_groups == 0 ? groups.size() : std::min(groups.size(), layout.most_groups);
    const Summary& s = report.summary;
    std::string text(k_head);
    text += "<h1>" +
            std::string(s.errors > 0 ? "<span class=\"error\">Errors were found</span>"
                                     : "<span class=\"fine\">No errors</span>") +
            "</h1>\n<p class=\"soft\">" + escaped_markup(report.place) + ", cairn-validate " +
            escaped_markup(report.version) + "</p>\n<dl>\n" + figure("documents", s.documents, "") +
            figure("valid", s.valid, "fine") + figure("invalid", s.invalid, "error") +
            figure("not checked", s.not_checked, "warning") + figure("links", s.links, "") +
            figure("errors", s.errors, "error") + figure("warnings", s.warnings, "warning") + "</dl>\n" +
            not_checked_of(report);
    if (!groups.empty()) text += "<h2>Findings</h2>\n";
    for (std::size_t i = 0; i < shown; ++i) text += details_of(report, groups[i], i < 3);
    if (shown < groups.size())
        text += "<p>" + counted(groups.size() - shown, "more kind") + " of findings are not shown.</p>\n";
    return text + "</main>\n</body>\n</html>\n";
}

}  // namespace cairn::validate
