// JUnit's XML, in the form that Jenkins' schema (junit-10.xsd) and GitLab take. A rule is a test: documents would be a
// million tests that passed.
#include <algorithm>
#include <map>

#include "base/amounts.hpp"
#include "base/markup.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_most_places = 100;

std::string body_of(const Report& report, const Group& group) {
    std::string text = counted(group.count, "place") + "\n";
    const std::size_t shown = std::min(group.places.size(), k_most_places);
    for (std::size_t i = 0; i < shown; ++i) {
        const Finding& finding = *group.places[i];
        text += report.base + place_of(report, finding);
        if (!group.is_one_message) text += ": " + finding.message;
        text += "\n";
    }
    if (group.count > shown) text += "... and " + std::to_string(group.count - shown) + " more\n";
    return escaped_markup(text);
}

std::string element_of(const Report& report, const Group& group) {
    const std::string tag = group.severity == Severity::note ? "system-out" : "failure";
    const std::string body = body_of(report, group);
    if (tag == "system-out")
        return "      <system-out>" + escaped_markup(group.heading) + "\n" + body + "</system-out>\n";
    return "      <failure type=\"" + std::string(name_of(group.severity)) + "\" message=\"" +
           escaped_markup(group.heading) + "\">" + body + "</failure>\n";
}

std::string case_of(std::string_view rule, const std::string& inside) {
    const std::string open = "    <testcase classname=\"cairn-validate\" name=\"" + escaped_markup(rule) + "\"";
    return inside.empty() ? open + "/>\n" : open + ">\n" + inside + "    </testcase>\n";
}

}  // namespace

std::string to_junit(const Report& report, const Layout& /*layout*/) {
    const std::vector<Group> groups = groups_of(report);
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    std::map<std::string, bool> has_group;
    for (const Group& group : groups) {
        cases += case_of(group.rule + ": " + group.heading, element_of(report, group));
        has_group[group.rule] = true;
        ++tests;
        failures += group.severity == Severity::note ? 0 : 1;
    }
    for (const Rule* rule : rule_table()) {
        if (has_group.count(std::string(rule->id)) > 0 || rule->id.find('*') != std::string_view::npos) continue;
        cases += case_of(rule->id, {});
        ++tests;
    }
    const std::string counts =
        " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) + "\" errors=\"0\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"cairn-validate\"" + counts +
           " skipped=\"0\">\n" + cases + "    <system-out>" + escaped_markup(summary_line(report)) +
           "</system-out>\n  </testsuite>\n</testsuites>\n";
}

}  // namespace cairn::validate
