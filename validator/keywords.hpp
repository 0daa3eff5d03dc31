// Which keywords there are, in which drafts, and which of them hold schemas: the one table behind every walk over a
// schema.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json/pointer.hpp"
#include "base/json/value.hpp"
#include "validator/dialect.hpp"

namespace cairn::validate {

enum class Holds {
    value,         ///< no schema: type, enum, required, minimum, ...
    schema,        ///< one: not, contains, additionalProperties, ...
    schemas,       ///< an array of them: allOf, anyOf, oneOf
    named,         ///< an object of them: properties, patternProperties, dependentSchemas
    items,         ///< one or an array
    dependencies,  ///< an object of schemas and of arrays of names
};

/// What an assertion or applicator of any draft holds; nullopt for annotations, definitions and unknown keywords.
std::optional<Holds> holds(std::string_view keyword);

/// The same in one dialect: nullopt also for what it does not have.
std::optional<Holds> holds(std::string_view keyword, Dialect dialect);

/// A keyword whose value is an object of schemas that only references reach.
bool is_definitions(std::string_view keyword, Draft draft);

/// A keyword whose schemas apply to the same value as the schema that has it (allOf, if, dependencies, ...).
bool applies_in_place(std::string_view keyword);

/// Calls `visit(name, value)` for each member, also of an object that may be changed. (A range-based for over
/// changeable members draws a warning of clang's: RapidJSON 1.1 compares its iterators in a way that C++20 finds
/// ambiguous.)
template <class Value, class Visit>
void for_each_member(Value& object, const Visit& visit) {
    auto member = object.MemberBegin();
    for (rapidjson::SizeType left = object.MemberCount(); left > 0; --left, ++member) {
        visit(json::view(member->name), member->value);
    }
}

/// Calls `visit(subschema, keyword, pointer)` for each schema directly in `schema`; `pointer` is relative to it.
/// `lookup` says what a keyword holds.
template <class Value, class Lookup, class Visit>
void for_each_subschema(Value& schema, const Lookup& lookup, const Visit& visit) {
    if (!schema.IsObject()) return;
    for_each_member(schema, [&](std::string_view keyword, auto& value) {
        const Holds kind = lookup(keyword).value_or(Holds::value);
        if (kind == Holds::value) return;
        const std::string place = json::child("", keyword);
        if (kind == Holds::schema || (kind == Holds::items && !value.IsArray())) {
            visit(value, keyword, place);
        } else if ((kind == Holds::schemas || kind == Holds::items) && value.IsArray()) {
            for (rapidjson::SizeType i = 0; i < value.Size(); ++i) visit(value[i], keyword, json::child(place, i));
        } else if ((kind == Holds::named || kind == Holds::dependencies) && value.IsObject()) {
            for_each_member(value, [&](std::string_view name, auto& named) {
                if (kind == Holds::dependencies && named.IsArray()) return;
                visit(named, keyword, json::child(place, name));
            });
        }
    });
}

/// The same of a prepared schema, all of whose keywords count.
template <class Value, class Visit>
void for_each_subschema(Value& schema, const Visit& visit) {
    for_each_subschema(
        schema, [](std::string_view keyword) { return holds(keyword); }, visit);
}

}  // namespace cairn::validate
