#include "validator/keywords.hpp"

#include <array>
#include <utility>

namespace cairn::validate {

namespace {

constexpr std::array<std::pair<std::string_view, Holds>, 34> k_keywords{{
    {"additionalItems", Holds::schema},
    {"additionalProperties", Holds::schema},
    {"allOf", Holds::schemas},
    {"anyOf", Holds::schemas},
    {"const", Holds::value},
    {"contains", Holds::schema},
    {"dependencies", Holds::dependencies},
    {"else", Holds::schema},
    {"enum", Holds::value},
    {"exclusiveMaximum", Holds::value},
    {"exclusiveMinimum", Holds::value},
    {"format", Holds::value},
    {"if", Holds::schema},
    {"items", Holds::items},
    {"maxItems", Holds::value},
    {"maxLength", Holds::value},
    {"maxProperties", Holds::value},
    {"maximum", Holds::value},
    {"minItems", Holds::value},
    {"minLength", Holds::value},
    {"minProperties", Holds::value},
    {"minimum", Holds::value},
    {"multipleOf", Holds::value},
    {"not", Holds::schema},
    {"oneOf", Holds::schemas},
    {"pattern", Holds::value},
    {"patternProperties", Holds::named},
    {"properties", Holds::named},
    {"propertyNames", Holds::schema},
    {"required", Holds::value},
    {"then", Holds::schema},
    {"type", Holds::value},
    {"uniqueItems", Holds::value},
    {"$ref", Holds::value},
}};

}  // namespace

std::optional<Holds> holds(std::string_view keyword) {
    for (const auto& [name, kind] : k_keywords) {
        if (name == keyword) return kind;
    }
    return std::nullopt;
}

bool applies_in_place(std::string_view keyword) {
    return keyword == "allOf" || keyword == "anyOf" || keyword == "oneOf" || keyword == "not" || keyword == "if" ||
           keyword == "then" || keyword == "else" || keyword == "dependencies";
}

}  // namespace cairn::validate
