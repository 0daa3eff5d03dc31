// What a JSON Schema allows and what was found instead, in words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/schema.hpp"

namespace cairn {

/// The subschema for the value at `pointer`, by properties, additionalProperties and items; nullptr when the schema
/// says nothing of it. `schema` has no combinators; local references ("#/definitions/x") are followed.
const json::Value* subschema_at(const json::Value& schema, std::string_view pointer);

/// "the text 'abc'", "the number 12", "a list", "a mapping", "nothing".
std::string found_phrase(const json::Value& value);

/// "a whole number from 1 to 10000", "one of 'relative', 'absolute'", "a text or a list".
std::string allowed_phrase(const json::Value& root, const json::Value& schema);

/// Everything that is wrong with the value itself, not with what is in it. Empty when nothing is found.
std::vector<Violation> phrase_violations(const json::Value& schema, const json::Value& config,
                                         const std::string& pointer);

}  // namespace cairn
