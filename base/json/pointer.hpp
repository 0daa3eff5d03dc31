// JSON pointers (RFC 6901) as text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::json {

/// Appends one reference token, escaped: ("/links", "a/b") -> "/links/a~1b".
std::string child(std::string_view pointer, std::string_view token);
std::string child(std::string_view pointer, std::size_t index);

/// The unescaped tokens of a pointer; the leading '/' is optional.
std::vector<std::string> tokens(std::string_view pointer);

/// The value a pointer names, or nullptr.
const Value* resolve(const Value& root, std::string_view pointer);

}  // namespace cairn::json
