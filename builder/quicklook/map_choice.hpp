// Which variable of a dataset a picture shows, and which of its dimensions are those of the map.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/interpret/space/grids.hpp"
#include "builder/model/dataset.hpp"

namespace cairn::quicklook {

struct MapChoice {
    VariableId variable;
    Grid grid;
    std::vector<std::size_t> axes;     ///< positions among the variable's dimensions, rising: one or two
    std::vector<std::uint64_t> shape;  ///< of what is drawn: whole along the map, 1 along all other dimensions
};

/// The first of `candidates` (names as the cube has them) that lies on a grid which can be drawn; of no candidates any
/// data variable. nullopt: none does.
std::optional<MapChoice> choose_map(const Dataset& dataset, const std::vector<std::string>& candidates);

}  // namespace cairn::quicklook
