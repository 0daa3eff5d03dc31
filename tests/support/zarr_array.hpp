// The least that makes an ArrayMetadata of the JSON of one array: for tests of values that do not test metadata.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "builder/probe/zarr/array_metadata.hpp"

namespace cairn::test {

/// The text of .zarray or zarr.json; throws std::runtime_error for what is no array.
zarr::ArrayMetadata zarr_array(std::string_view text);

}  // namespace cairn::test
