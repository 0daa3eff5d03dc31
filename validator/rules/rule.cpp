#include "validator/rules/rule.hpp"

#include <algorithm>
#include <utility>

namespace cairn::validate {

Finding finding_of(const Rule& rule, std::string pointer, std::string message) {
    Finding finding;
    finding.pointer = std::move(pointer);
    finding.rule = rule.id;
    finding.severity = rule.severity;
    finding.message = std::move(message);
    return finding;
}

void Findings::add(const Rule& rule, const Record& record, std::string pointer, std::string message) {
    add(record, finding_of(rule, std::move(pointer), std::move(message)));
}

void Findings::add(const Rule& rule, Severity severity, const Record& record, std::string pointer,
                   std::string message) {
    Finding finding = finding_of(rule, std::move(pointer), std::move(message));
    finding.severity = severity;
    add(record, std::move(finding));
}

}  // namespace cairn::validate
