#include "builder/check/report.hpp"

#include <fmt/format.h>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "base/text.hpp"

namespace cairn::check {

namespace {

std::string remedies_text(const CheckReport& report, std::string_view rule) {
    std::string text;
    for (const ServerKind kind : k_server_kinds)
        if (!report.server || report.server == kind)
            text += fmt::format("  {:<7} {}\n", std::string(name_of(kind)) + ":", remedy_of(rule).of(kind));
    return text;
}

json::Value finding_json(const Finding& finding) {
    json::Value value = json::object();
    json::set(value, "rule", finding.rule->id);
    json::set(value, "severity", name_of(finding.rule->severity));
    json::set(value, "url", to_utf8(finding.breach.url));
    json::set(value, "message", to_utf8(finding.breach.message));
    json::set(value, "reason", finding.rule->reason);
    json::Value& remedies = json::set(value, "remedies", json::object());
    for (const ServerKind kind : k_server_kinds)
        json::set(remedies, name_of(kind), remedy_of(finding.rule->id).of(kind));
    return value;
}

}  // namespace

std::string check_text(const CheckReport& report) {
    std::string text;
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
        const Finding& finding = report.findings[i];
        const bool is_first = i == 0 || report.findings[i - 1].rule != finding.rule;
        const bool is_last = i + 1 == report.findings.size() || report.findings[i + 1].rule != finding.rule;
        if (is_first)
            text += fmt::format("{} {}: {}\n", name_of(finding.rule->severity), finding.rule->id, finding.rule->title);
        text += fmt::format("  {}: {}\n", to_utf8(finding.breach.url), to_utf8(finding.breach.message));
        if (is_last)
            text += fmt::format("  otherwise {}\n{}\n", finding.rule->reason, remedies_text(report, finding.rule->id));
    }
    const auto errors = report.count(Severity::error), warnings = report.count(Severity::warning);
    return text + fmt::format("{}: {} error{}, {} warning{}; {} requests\n", report.url, errors, errors == 1 ? "" : "s",
                              warnings, warnings == 1 ? "" : "s", report.requests);
}

std::string check_json(const CheckReport& report) {
    json::Value document = json::object();
    json::Value& summary = json::set(document, "summary", json::object());
    json::set(summary, "url", to_utf8(report.url));
    if (report.server) json::set(summary, "server", name_of(*report.server));
    json::set(summary, "requests", json::integer(static_cast<std::int64_t>(report.requests)));
    json::set(summary, "errors", json::integer(static_cast<std::int64_t>(report.count(Severity::error))));
    json::set(summary, "warnings", json::integer(static_cast<std::int64_t>(report.count(Severity::warning))));
    json::Value& findings = json::set(document, "findings", json::array());
    for (const Finding& finding : report.findings) json::push(findings, finding_json(finding));
    return json::write(document);
}

}  // namespace cairn::check
