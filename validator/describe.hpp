// Values and schemas in a few words, for messages.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

/// `12 (number)`, `"abc" (string)`, `an array of 3`, `an object with "type", "id"`; always short and valid UTF-8.
std::string describe_value(const json::Value& value);

/// A value as JSON text of at most about 60 characters.
std::string excerpt(const json::Value& value);

std::string in_quotes(std::string_view text);

/// `"a", "b" or "c"`; after `most` of them `... (12 in all)`.
std::string list_of(const std::vector<std::string>& texts, std::string_view last_joint, std::size_t most = 8);

/// ": what the schema says of the value" in its `description`; empty where it says nothing.
std::string words_of(const json::Value& schema);

/// What a schema asks for, such as `an object with rel = "parent"`; empty when that cannot be said shortly. `target`
/// follows references.
using FollowReference = std::function<const json::Value&(const json::Value& schema)>;
std::string describe_schema(const json::Value& schema, const FollowReference& target);

}  // namespace cairn::validate
