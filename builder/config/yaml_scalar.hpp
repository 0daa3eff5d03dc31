// What a YAML scalar means in JSON.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/json/value.hpp"

namespace cairn {

/// The value of a scalar by the YAML 1.2 core schema (section 10.3.2). `tag`: "?" for plain, "!" for quoted scalars, or
/// an explicit tag. The other alternative is a message: a tag that is not known, or a number JSON cannot write.
std::variant<json::Value, std::string> yaml_scalar(std::string_view text, std::string_view tag);

}  // namespace cairn
