// https://docs.gitlab.com/ci/testing/code_quality/, "Import code quality results": a list of objects.
#include <map>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

std::string_view severity_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "major";
        case Severity::warning:
            return "minor";
        case Severity::note:
            return "info";
    }
    return "info";
}

}  // namespace

std::string to_gitlab(const Report& report, const Layout& /*layout*/) {
    json::Value list = json::array();
    std::map<std::string, std::size_t> seen;  // a fingerprint must not come twice
    for (const Finding& finding : report.findings) {
        const std::string print = fingerprint_of(finding);
        const std::size_t times = seen[print]++;
        json::Value lines = json::object();
        json::set(lines, "begin", json::integer(static_cast<std::int64_t>(finding.line > 0 ? finding.line : 1)));
        json::Value location = json::object();
        json::set(location, "path", valid_utf8(path_of(report, finding)));
        json::set(location, "lines", std::move(lines));
        json::Value& value = json::push(list, json::object());
        json::set(value, "description", valid_utf8(finding.message));
        json::set(value, "check_name", valid_utf8(finding.rule));
        json::set(value, "fingerprint", times == 0 ? print : print + "-" + std::to_string(times));
        json::set(value, "severity", severity_of(finding.severity));
        json::set(value, "location", std::move(location));
    }
    return json::write(list, json::Style::indented) + "\n";
}

}  // namespace cairn::validate
