#include "validator/rule_list.hpp"

#include <algorithm>
#include <string_view>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate {

namespace {

std::string_view scope_of(const Rule& rule) {
    if (std::holds_alternative<DocumentCheck>(rule.check) || std::holds_alternative<ObjectCheck>(rule.check))
        return "document";
    return std::holds_alternative<std::monostate>(rule.check) ? "reading" : "tree";
}

json::Value to_value(const Rule& rule) {
    json::Value value = json::object();
    json::set(value, "id", rule.id);
    json::set(value, "severity", name_of(rule.severity));
    json::set(value, "scope", scope_of(rule));
    json::set(value, "title", rule.title);
    json::set(value, "reason", rule.reason);
    json::set(value, "specification", rule.specification);
    return value;
}

std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(width - std::min(width, text.size()), ' ');
}

}  // namespace

std::string rules_as_text() {
    std::size_t width = 0;
    for (const Rule* rule : rule_table()) width = std::max(width, rule->id.size());
    std::string text;
    for (const Rule* rule : rule_table()) {
        const std::string indent(width + 11, ' ');
        text += padded(rule->id, width) + "  " + padded(name_of(rule->severity), 7) + "  " + std::string(rule->title) +
                "\n" + indent + std::string(rule->reason) + "\n" + indent + "(" + std::string(rule->specification) +
                ")\n";
    }
    return text;
}

std::string rules_as_json() {
    json::Value rules = json::array();
    for (const Rule* rule : rule_table()) json::push(rules, to_value(*rule));
    return json::write(rules, json::Style::indented) + "\n";
}

}  // namespace cairn::validate
