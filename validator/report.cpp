#include "validator/report.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "validator/clean_text.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_places_shown = 5;

using Group = std::vector<const Finding*>;

/// Errors first, then by rule and message.
std::vector<Group> groups_of(const Report& report) {
    std::map<std::tuple<Severity, std::string_view, std::string_view>, Group> groups;
    for (const Finding& finding : report.findings) {
        groups[{finding.severity, finding.rule, finding.message}].push_back(&finding);
    }
    std::vector<Group> result;
    for (auto& [key, group] : groups) result.push_back(std::move(group));
    return result;
}

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::string place_of(const Finding& finding) {
    std::string text = finding.document;
    if (finding.line > 0) {
        text.append(":").append(std::to_string(finding.line)).append(":").append(std::to_string(finding.column));
    }
    if (finding.line > 0 && finding.rule == rules::k_json_syntax.id)
        text.append(" (byte ").append(std::to_string(finding.offset)).append(")");
    if (!finding.pointer.empty()) text.append(" ").append(finding.pointer);
    return for_terminal(text);
}

std::string text_of(const Group& group) {
    const Finding& first = *group.front();
    std::set<std::string_view> documents;
    for (const Finding* finding : group) documents.insert(finding->document);
    std::string text =
        std::string(name_of(first.severity)) + " " + first.rule + ": " + for_terminal(first.message) + "\n";
    if (group.size() > 1) {
        text += "  " + counted(group.size(), "place") + " in " + counted(documents.size(), "document") + "\n";
    }
    for (std::size_t i = 0; i < std::min(group.size(), k_places_shown); ++i)
        text += "    " + place_of(*group[i]) + "\n";
    if (group.size() > k_places_shown)
        text += "    ... and " + std::to_string(group.size() - k_places_shown) + " more\n";
    return text;
}

json::Value to_value(const Finding& finding) {
    json::Value value = json::object();
    json::set(value, "document", valid_utf8(finding.document));
    json::set(value, "pointer", valid_utf8(finding.pointer));
    json::set(value, "line", json::integer(static_cast<std::int64_t>(finding.line)));
    json::set(value, "column", json::integer(static_cast<std::int64_t>(finding.column)));
    if (finding.line > 0) json::set(value, "offset", json::integer(static_cast<std::int64_t>(finding.offset)));
    json::set(value, "rule", valid_utf8(finding.rule));
    json::set(value, "severity", name_of(finding.severity));
    json::set(value, "message", valid_utf8(finding.message));
    json::set(value, "schema", valid_utf8(finding.schema));
    return value;
}

}  // namespace

std::string to_text(const Report& report) {
    std::string text;
    for (const Group& group : groups_of(report)) text += text_of(group) + "\n";
    const Summary& s = report.summary;
    text += counted(s.documents, "document") + ": " + std::to_string(s.valid) + " valid, " + std::to_string(s.invalid) +
            " invalid, " + std::to_string(s.not_checked) + " not checked; " + counted(s.links, "link") + "; " +
            counted(s.errors, "error") + ", " + counted(s.warnings, "warning") + "\n";
    return text;
}

std::string to_json(const Report& report) {
    const Summary& s = report.summary;
    json::Value root = json::object();
    json::Value& summary = json::set(root, "summary", json::object());
    for (const auto& [name, count] :
         {std::pair("documents", s.documents), std::pair("valid", s.valid), std::pair("invalid", s.invalid),
          std::pair("not_checked", s.not_checked), std::pair("links", s.links), std::pair("errors", s.errors),
          std::pair("warnings", s.warnings)}) {
        json::set(summary, name, json::integer(static_cast<std::int64_t>(count)));
    }
    json::Value& findings = json::set(root, "findings", json::array());
    for (const Finding& finding : report.findings) json::push(findings, to_value(finding));
    return json::write(root, json::Style::indented) + "\n";
}

}  // namespace cairn::validate
