// The forms of a report. A new one is a file beside this one and a row in writers.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validator/finding.hpp"

namespace cairn::validate {

/// What a form may leave out.
struct Layout {
    std::size_t most_groups = 0;  ///< 0: all
};

struct Writer {
    std::string_view name;   ///< of the option --format
    std::string_view title;  ///< for the help
    std::string (*write)(const Report& report, const Layout& layout);
};

const std::vector<Writer>& report_writers();
/// nullptr: there is none of this name.
const Writer* find_writer(std::string_view name);

/// Groups by rule and pattern with their first places, for terminals; then a line that sums up.
std::string to_text(const Report& report, const Layout& layout = {});
/// {"summary": {...}, "not_checked": [...], "groups": [...], "findings": [...]}
std::string to_json(const Report& report, const Layout& layout = {});
/// A finding a line; the last line is the summary.
std::string to_json_lines(const Report& report, const Layout& layout = {});
/// SARIF 2.1.0 (OASIS).
std::string to_sarif(const Report& report, const Layout& layout = {});
/// JUnit's XML, as Jenkins and GitLab read it: a rule is a test.
std::string to_junit(const Report& report, const Layout& layout = {});
/// Workflow commands of GitHub Actions, which become annotations.
std::string to_github(const Report& report, const Layout& layout = {});
/// GitLab's subset of the code quality report of Code Climate.
std::string to_gitlab(const Report& report, const Layout& layout = {});
/// For summaries of jobs and comments.
std::string to_markdown(const Report& report, const Layout& layout = {});
/// One page without anything from elsewhere.
std::string to_html(const Report& report, const Layout& layout = {});

/// Where a document lies for whoever reads the report: below the place that was validated.
std::string path_of(const Report& report, const Finding& finding);

/// "a.json:2:5 /x", not yet fit for any form.
std::string place_of(const Report& report, const Finding& finding);

/// 16 hexadecimal digits that stay the same when lines move.
std::string fingerprint_of(const Finding& finding);

}  // namespace cairn::validate
