#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "validator/clean_text.hpp"
#include "validator/report/groups.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

json::Value number(std::size_t count) { return json::integer(static_cast<std::int64_t>(count)); }

json::Value to_value(const Finding& finding) {
    json::Value value = json::object();
    json::set(value, "document", valid_utf8(finding.document));
    json::set(value, "pointer", valid_utf8(finding.pointer));
    json::set(value, "line", number(finding.line));
    json::set(value, "column", number(finding.column));
    if (finding.line > 0) json::set(value, "offset", number(finding.offset));
    json::set(value, "rule", valid_utf8(finding.rule));
    json::set(value, "severity", name_of(finding.severity));
    json::set(value, "message", valid_utf8(finding.message));
    json::set(value, "schema", valid_utf8(finding.schema));
    return value;
}

json::Value summary_of(const Report& report) {
    const Summary& s = report.summary;
    json::Value summary = json::object();
    for (const auto& [name, count] :
         {std::pair("documents", s.documents), std::pair("valid", s.valid), std::pair("invalid", s.invalid),
          std::pair("not_checked", s.not_checked), std::pair("links", s.links), std::pair("errors", s.errors),
          std::pair("warnings", s.warnings), std::pair("known", s.known)}) {
        json::set(summary, name, number(count));
    }
    return summary;
}

json::Value not_checked_of(const Report& report) {
    json::Value list = json::array();
    for (const NotChecked& part : report.not_checked) {
        json::Value& value = json::push(list, json::object());
        json::set(value, "count", number(part.count));
        json::set(value, "what", valid_utf8(part.what));
    }
    return list;
}

json::Value groups_value(const Report& report) {
    json::Value list = json::array();
    for (const Group& group : groups_of(report)) {
        json::Value& value = json::push(list, json::object());
        json::set(value, "rule", valid_utf8(group.rule));
        json::set(value, "severity", name_of(group.severity));
        json::set(value, "message", valid_utf8(group.heading));
        json::set(value, "count", number(group.count));
    }
    return list;
}

}  // namespace

std::string to_json(const Report& report, const Layout& /*layout*/) {
    json::Value root = json::object();
    json::set(root, "summary", summary_of(report));
    json::set(root, "not_checked", not_checked_of(report));
    json::set(root, "groups", groups_value(report));
    json::Value& findings = json::set(root, "findings", json::array());
    for (const Finding& finding : report.findings) json::push(findings, to_value(finding));
    return json::write(root, json::Style::indented) + "\n";
}

std::string to_json_lines(const Report& report, const Layout& /*layout*/) {
    std::string text;
    for (const Finding& finding : report.findings) text += json::write(to_value(finding)) + "\n";
    json::Value last = json::object();
    json::set(last, "summary", summary_of(report));
    json::set(last, "not_checked", not_checked_of(report));
    return text + json::write(last) + "\n";
}

}  // namespace cairn::validate
