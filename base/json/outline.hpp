// What stands in a document beside its lists and objects, for a look at documents of any size.
#pragma once

#include <optional>
#include <string_view>

#include "base/json/value.hpp"

namespace cairn::json {

/// The members of an object without what arrays and objects in it hold; nullopt: the text is no JSON object. A document
/// of 255 MB took 950 MB to be parsed. Encoding and numbers are not looked at: that is for who reads all of it.
std::optional<Value> outline(std::string_view text);

}  // namespace cairn::json
