// A part of one array that is read beside the coordinates of its store: from the first element along each axis.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/model/dataset.hpp"

namespace cairn::zarr {

struct Part {
    VariableId variable;
    std::vector<std::uint64_t> shape;  ///< along each axis, at most as many as there are
};

/// The values become those of the variable, although they are fewer than its dimensions say.
struct PartRequest {
    /// Asked once, when the coordinates have their values; nullopt: nothing is read.
    std::function<std::optional<Part>(const Dataset& dataset)> choose;
    std::uint64_t largest_chunk_bytes = 0;  ///< decoded
    std::string missing_because = {};       ///< why there are no values although some were chosen; set by the reader
};

}  // namespace cairn::zarr
