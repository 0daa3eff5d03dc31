// From .zarray and zarr.json to ArrayMetadata, everything checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "builder/probe/zarr/array_metadata.hpp"
#include "builder/probe/zarr/hierarchy.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::zarr {

constexpr std::size_t k_most_axes = 64;

struct ArrayDocument {
    ArrayMetadata metadata;
    /// Why no value of it can be read although the array can be described; then codecs and chunks are not to be
    /// trusted.
    std::string values_unreadable_because;
};

/// nullopt when the array cannot be described: without a shape there is no array. What is wrong is said.
std::optional<ArrayDocument> parse_array(Node& node, Reports& reports);

}  // namespace cairn::zarr
