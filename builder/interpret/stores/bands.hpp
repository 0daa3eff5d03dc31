// The bands of a group: one a data variable, or one a value of its dimension of bands.
#pragma once

#include <span>
#include <vector>

#include "builder/interpret/stores/band_catalogue.hpp"
#include "builder/model/cube.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

/// `variables`: of the dataset, as many as the cube has and in its order.
std::vector<Band> bands_of(const Cube& cube, std::span<const Variable> variables, const BandCatalogue& catalogue);

}  // namespace cairn
