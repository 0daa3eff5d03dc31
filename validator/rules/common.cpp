#include <set>

#include "validator/rules/rules.hpp"

namespace cairn::validate::rules {

Finding at(const Record& record, std::string pointer, std::string rule, Severity severity, std::string message) {
    Finding finding;
    finding.document = record.path;
    finding.pointer = std::move(pointer);
    finding.rule = std::move(rule);
    finding.severity = severity;
    finding.message = std::move(message);
    return finding;
}

std::vector<const Record*> first_pages(const Tree& tree) {
    std::set<const Record*> led_to;
    for (const Record& record : tree.records()) {
        if (is_page(record)) led_to.insert(tree.follow_rel(record, "next"));
    }
    std::vector<const Record*> result;
    for (const Record& record : tree.records()) {
        if (is_page(record) && led_to.count(&record) == 0) result.push_back(&record);
    }
    return result;
}

}  // namespace cairn::validate::rules
