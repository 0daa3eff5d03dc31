// Metadata that stand as values in a document, as the texts that a store would have.
#pragma once

#include <string>

#include "base/json/value.hpp"

namespace cairn::references {

/// NaN and infinities as Python's writer spells them, in which fill values are written.
std::string json_text(const json::Value& value);

}  // namespace cairn::references
