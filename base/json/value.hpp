// JSON values: RapidJSON's, with an allocator that has no state, so that a value can be moved between documents,
// stored and returned like any other value.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/rapidjson.hpp"

namespace cairn::json {

/// A JSON value that owns all it holds. Move-only; `clone` copies. Members keep the order in which they were added.
/// Threads: const access from any number of threads.
using Value = rapidjson::GenericValue<rapidjson::UTF8<>, rapidjson::CrtAllocator>;

Value object();
Value array();
Value string(std::string_view text);
Value number(double value);  ///< finite only: a NaN or infinity becomes null, since JSON has no such numbers
Value integer(std::int64_t value);
Value boolean(bool value);
Value strings(const std::vector<std::string>& texts);
Value clone(const Value& value);

/// Replaces the value of an existing member in its place, else appends. Returns the stored value. Looks through all
/// members: for names that a program knows. Where data choose the names and their number, ObjectBuilder is right.
Value& set(Value& object, std::string_view name, Value value);
Value& set(Value& object, std::string_view name, std::string_view text);
Value& set(Value& object, std::string_view name, const char* text);
/// Appends to an array. Returns the stored value.
Value& push(Value& array, Value value);
void remove(Value& object, std::string_view name);

/// The member, or nullptr when `value` is not an object or has no such member.
const Value* find(const Value& value, std::string_view name);
Value* find(Value& value, std::string_view name);

/// The text of a string value (a view into it), or `fallback` for any other kind of value.
std::string_view text_or(const Value& value, std::string_view fallback);
/// The member where it is a text, or the texts of it where it is a list; else none.
std::vector<std::string> member_texts(const Value& object, std::string_view name);
std::string_view member_text(const Value& object, std::string_view name, std::string_view fallback = {});

/// A view of a string value. Precondition: value.IsString().
inline std::string_view view(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

/// Members of `patch` go into `target`, objects recursively; arrays and scalars replace, null removes (RFC 7396).
void merge(Value& target, const Value& patch);

/// "null", "boolean", "number", "string", "array" or "object".
std::string_view kind_name(const Value& value);

}  // namespace cairn::json
