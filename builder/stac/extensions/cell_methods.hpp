// cell_methods of CF (section 7.3), told apart by the dimensions of their variable.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_set>

#include "base/json/value.hpp"
#include "builder/model/cube.hpp"

namespace cairn::extensions {

/// Names of the dimensions of a cube that are places, which a cube's variables share. Views into the cube.
using HorizontalDimensions = std::unordered_set<std::string_view>;
HorizontalDimensions horizontal_dimensions(const Cube& cube);

/// An array with one element for each dimension of the variable, what was done along it or null ("mean where land");
/// "area" is the horizontal ones. nullopt where the text names anything else (a standard name, a scalar coordinate) or
/// one dimension twice (a climatology): it cannot be told apart then.
std::optional<json::Value> cell_methods_value(const CubeVariable& variable, const HorizontalDimensions& horizontal);

}  // namespace cairn::extensions
