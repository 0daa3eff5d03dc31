#include "validator/keywords.hpp"

#include <algorithm>
#include <array>

namespace cairn::validate {

namespace {

struct Keyword {
    std::string_view name;
    Holds holds;
    Vocabularies vocabulary;
    Draft since = Draft::draft7;
    Draft until = Draft::draft2020;
};

/// `dependencies` is no keyword any more since draft 2019-09, and kept as one: the validators in use do so.
constexpr std::array<Keyword, 40> k_keywords{{
    {"additionalItems", Holds::schema, k_applicators, Draft::draft7, Draft::draft2019},
    {"additionalProperties", Holds::schema, k_applicators},
    {"allOf", Holds::schemas, k_applicators},
    {"anyOf", Holds::schemas, k_applicators},
    {"const", Holds::value, k_assertions},
    {"contains", Holds::schema, k_applicators},
    {"dependencies", Holds::dependencies, k_applicators},
    {"dependentRequired", Holds::value, k_assertions, Draft::draft2019},
    {"dependentSchemas", Holds::named, k_applicators, Draft::draft2019},
    {"else", Holds::schema, k_applicators},
    {"enum", Holds::value, k_assertions},
    {"exclusiveMaximum", Holds::value, k_assertions},
    {"exclusiveMinimum", Holds::value, k_assertions},
    {"format", Holds::value, k_formats},
    {"if", Holds::schema, k_applicators},
    {"items", Holds::items, k_applicators},
    {"maxContains", Holds::value, k_assertions, Draft::draft2019},
    {"maximum", Holds::value, k_assertions},
    {"maxItems", Holds::value, k_assertions},
    {"maxLength", Holds::value, k_assertions},
    {"maxProperties", Holds::value, k_assertions},
    {"minContains", Holds::value, k_assertions, Draft::draft2019},
    {"minimum", Holds::value, k_assertions},
    {"minItems", Holds::value, k_assertions},
    {"minLength", Holds::value, k_assertions},
    {"minProperties", Holds::value, k_assertions},
    {"multipleOf", Holds::value, k_assertions},
    {"not", Holds::schema, k_applicators},
    {"oneOf", Holds::schemas, k_applicators},
    {"pattern", Holds::value, k_assertions},
    {"patternProperties", Holds::named, k_applicators},
    {"prefixItems", Holds::schemas, k_applicators, Draft::draft2020},
    {"properties", Holds::named, k_applicators},
    {"propertyNames", Holds::schema, k_applicators},
    {"required", Holds::value, k_assertions},
    {"then", Holds::schema, k_applicators},
    {"type", Holds::value, k_assertions},
    {"unevaluatedItems", Holds::schema, k_unevaluated, Draft::draft2019},
    {"unevaluatedProperties", Holds::schema, k_unevaluated, Draft::draft2019},
    {"uniqueItems", Holds::value, k_assertions},
}};

const Keyword* find_keyword(std::string_view name) {
    const auto* found =
        std::find_if(k_keywords.begin(), k_keywords.end(), [&](const Keyword& row) { return row.name == name; });
    return found == k_keywords.end() ? nullptr : found;
}

}  // namespace

std::optional<Holds> holds(std::string_view keyword) {
    const Keyword* found = find_keyword(keyword);
    return found == nullptr ? std::nullopt : std::optional(found->holds);
}

std::optional<Holds> holds(std::string_view keyword, Dialect dialect) {
    const Keyword* found = find_keyword(keyword);
    const bool known = found != nullptr && found->since <= dialect.draft && dialect.draft <= found->until &&
                       (found->vocabulary & dialect.vocabularies) != 0;
    return known ? std::optional(found->holds) : std::nullopt;
}

bool is_definitions(std::string_view keyword, Draft draft) {
    return keyword == "definitions" || (keyword == "$defs" && draft != Draft::draft7);
}

bool applies_in_place(std::string_view keyword) {
    return keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf" || keyword == "not" || keyword == "if" ||
           keyword == "then" || keyword == "else" || keyword == "dependencies" || keyword == "dependentSchemas";
}

}  // namespace cairn::validate
