// Attributes that are structures (Zarr stores have them) as JSON.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

/// The value of an attribute of Type::json; null when there is none of that name and kind.
json::Value structured_attribute(const std::vector<Attribute>& attributes, std::string_view name);

}  // namespace cairn
