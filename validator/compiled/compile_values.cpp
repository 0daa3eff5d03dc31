// What a schema says of texts, numbers and arrays, and of the value whatever it is.
#include "validator/compiled/compiler.hpp"

namespace cairn::validate::compiled {

Index Compiler::text_checks(const json::Value& schema) {
    TextChecks checks;
    checks.length = count_of(schema, "minLength", "maxLength");
    if (const json::Value* pattern = json::find(schema, "pattern")) {
        if (!pattern->IsString()) refuse("pattern", "a text");
        checks.pattern = &m_patterns.find(json::view(*pattern))->second;
    }
    if (const json::Value* format = json::find(schema, "format")) {
        if (!format->IsString()) refuse("format", "a text");
        if (m_formats == Formats::check) checks.format = format_check(json::view(*format));
    }
    const bool any = checks.pattern == nullptr && checks.format == nullptr && checks.length == Count{};
    if (any) return k_none;
    m_out.program.texts.push_back(checks);
    return static_cast<Index>(m_out.program.texts.size() - 1);
}

Index Compiler::number_checks(const json::Value& schema) {
    NumberChecks checks;
    bool limited = false;
    const auto number = [&](std::string_view keyword) -> const json::Value* {
        const json::Value* limit = json::find(schema, keyword);
        if (limit != nullptr && !limit->IsNumber()) refuse(keyword, "a number");
        limited = limited || limit != nullptr;
        return limit;
    };
    checks.minimum = number("minimum");
    checks.maximum = number("maximum");
    checks.above = number("exclusiveMinimum");
    checks.below = number("exclusiveMaximum");
    checks.divisor = number("multipleOf");
    if (checks.divisor != nullptr && !(checks.divisor->GetDouble() > 0)) refuse("multipleOf", "a number above 0");
    if (!limited) return k_none;
    m_out.program.numbers.push_back(checks);
    return static_cast<Index>(m_out.program.numbers.size() - 1);
}

Index Compiler::array_checks(const json::Value& schema) {
    ArrayChecks checks;
    checks.size = count_of(schema, "minItems", "maxItems");
    if (const json::Value* prefix = json::find(schema, "prefixItems")) {
        checks.first = nodes_of(*prefix, "prefixItems");
        checks.others = node_at(schema, "items");
    } else if (const json::Value* items = json::find(schema, "items")) {
        if (items->IsArray()) {
            checks.first = nodes_of(*items, "items");
            checks.others = node_at(schema, "additionalItems");
        } else {
            checks.others = node_of(*items);
        }
    }
    checks.contains = node_at(schema, "contains");
    checks.contains_evaluates = json::find(schema, k_contains_evaluates) != nullptr;
    if (const json::Value* unique = json::find(schema, "uniqueItems")) {
        if (!unique->IsBool()) refuse("uniqueItems", "true or false");
        checks.unique = unique->GetBool();
    }
    checks.unevaluated = node_at(schema, "unevaluatedItems");
    checks.matches = count_of(schema, "minContains", "maxContains");
    if (json::find(schema, "minContains") == nullptr) checks.matches.fewest = 1;
    const bool any = checks.size == Count{} && checks.first.count == 0 && checks.others == k_none &&
                     checks.contains == k_none && !checks.unique && checks.unevaluated == k_none;
    if (any) return k_none;
    m_out.program.arrays.push_back(checks);
    return static_cast<Index>(m_out.program.arrays.size() - 1);
}

Index Compiler::logic(const json::Value& schema) {
    Logic logic;
    if (const json::Value* all = json::find(schema, "allOf")) logic.all_of = nodes_of(*all, "allOf");
    if (const json::Value* any = json::find(schema, "anyOf")) logic.any_of = nodes_of(*any, "anyOf");
    if (const json::Value* one = json::find(schema, "oneOf")) logic.one_of = nodes_of(*one, "oneOf");
    logic.refused = node_at(schema, "not");
    logic.condition = node_at(schema, "if");
    if (json::find(schema, "then") != nullptr) logic.then = node_at(schema, "then");
    if (json::find(schema, "else") != nullptr) logic.otherwise = node_at(schema, "else");
    const bool any = logic.all_of.count == 0 && logic.any_of.count == 0 && logic.one_of.count == 0 &&
                     logic.refused == k_none && logic.condition == k_none;
    if (any) return k_none;
    m_out.program.logics.push_back(std::move(logic));
    return static_cast<Index>(m_out.program.logics.size() - 1);
}

}  // namespace cairn::validate::compiled
