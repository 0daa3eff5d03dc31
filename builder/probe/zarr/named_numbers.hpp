// Numbers that JSON does not have, in the spelling that Zarr gives them.
#pragma once

#include "base/json/value.hpp"

namespace cairn::zarr {

/// NaN and infinities, which Python writes as bare words, become the texts "NaN", "Infinity" and "-Infinity": values of
/// JSON that can be written again. At most as deep as documents are.
void name_numbers(json::Value& value);

}  // namespace cairn::zarr
