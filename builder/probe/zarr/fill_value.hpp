// Fill values in each of their spellings.
//
//            v2                                             v3
// floats     number, "NaN", "Infinity", "-Infinity"         likewise, or the bits: "0x7fc00000"
// integers   number (also of bool and datetime64)           number, "NaT"
// bool       true, false, 0, 1                              true, false
// texts      "<U": text; "|S": base64; objects: text        text; null_terminated_bytes: base64
// Types whose values are not read have no fill value here either.
#pragma once

#include <optional>
#include <string>

#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/codecs/elements.hpp"

namespace cairn::zarr {

/// nullopt: there is none (then `why_not` is empty), or it cannot be understood.
std::optional<FillElement> fill_element(const ArrayMetadata& array, std::string& why_not);

}  // namespace cairn::zarr
