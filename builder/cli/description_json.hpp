// What a file says of itself in words, as `cairn inspect` shows it.
#pragma once

#include "base/json/value.hpp"
#include "builder/model/description.hpp"

namespace cairn {

/// {"title", "summary", "keywords", "license", "providers", "sci:doi", "sci:citation", "sci:publications"}, what is
/// said of it; "providers" in a line each: "Name (producer, host)".
json::Value description_value(const Description& description);

}  // namespace cairn
