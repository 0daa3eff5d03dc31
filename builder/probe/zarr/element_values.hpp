// Decoded elements as the data model's values.
#pragma once

#include <cstdint>
#include <string>

#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/codecs/elements.hpp"

namespace cairn::zarr {

/// Empty when the model has values of this type; else why it has none.
std::string why_no_values(const DataType& type);

/// Precondition: why_no_values(type) is empty, and there are `count` elements. `was_mended`: set when a text held what
/// is no character, and was changed.
Values values_of(const DataType& type, Elements elements, std::uint64_t count, bool& was_mended);

}  // namespace cairn::zarr
