#include "validator/report/writers.hpp"

#include <algorithm>
#include <cstdio>

#include "validator/record.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

const std::vector<Writer>& report_writers() {
    static const std::vector<Writer> writers{
        {"text", "for terminals", to_text},
        {"json", "all findings, for programs", to_json},
        {"jsonl", "a finding a line", to_json_lines},
        {"sarif", "SARIF 2.1.0", to_sarif},
        {"junit", "JUnit XML", to_junit},
        {"github", "annotations of GitHub Actions", to_github},
        {"gitlab", "GitLab code quality", to_gitlab},
        {"markdown", "for summaries of jobs", to_markdown},
        {"html", "one page", to_html},
    };
    return writers;
}

const Writer* find_writer(std::string_view name) {
    const auto& writers = report_writers();
    const auto found =
        std::find_if(writers.begin(), writers.end(), [name](const Writer& writer) { return writer.name == name; });
    return found == writers.end() ? nullptr : &*found;
}

std::string path_of(const Report& report, const Finding& finding) {
    return finding.document == "." ? report.base + "." : report.base + finding.document;
}

std::string place_of(const Report& /*report*/, const Finding& finding) {
    std::string text = finding.document;
    if (finding.line > 0) text += ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column);
    if (finding.line > 0 && finding.rule == rules::k_json_syntax.id)
        text += " (byte " + std::to_string(finding.offset) + ")";
    if (!finding.pointer.empty()) text += " " + finding.pointer;
    return text;
}

std::string fingerprint_of(const Finding& finding) {
    std::string text = finding.rule;
    for (const std::string& part : {finding.document, finding.pointer, finding.message})
        text.append(1, '\0').append(part);
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(digest_of(text)));
    return digits;
}

}  // namespace cairn::validate
