#include "builder/interpret/stores/bands.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cairn {

namespace {

Band band_of(const CubeVariable& variable) {
    Band band;
    band.name = variable.name;
    band.description = variable.description;
    band.unit = variable.unit;
    band.standard_name = variable.standard_name;
    band.data_type = variable.data_type;
    band.nodata = variable.nodata;
    band.scale = variable.scale;
    band.offset = variable.offset;
    return band;
}

/// The dimension of bands that a variable has, or nullptr.
const CubeDimension* band_dimension(const Cube& cube, const CubeVariable& variable) {
    for (const CubeDimension& dimension : cube.dimensions) {
        if (dimension.kind != DimensionKind::bands) continue;
        if (std::find(variable.dimensions.begin(), variable.dimensions.end(), dimension.name) !=
            variable.dimensions.end())
            return &dimension;
    }
    return nullptr;
}

}  // namespace

std::vector<Band> bands_of(const Cube& cube, std::span<const Variable> variables, const BandCatalogue& catalogue) {
    std::vector<Band> bands;
    for (std::size_t i = 0; i < cube.variables.size() && i < variables.size(); ++i) {
        const CubeVariable& variable = cube.variables[i];
        if (!variable.is_data) continue;
        const CubeDimension* along = band_dimension(cube, variable);
        if (along == nullptr) {
            Band band = band_of(variable);
            catalogue.describe(band, variables[i].attributes);
            bands.push_back(std::move(band));
            continue;
        }
        for (const std::string& label : along->labels) {
            Band band = band_of(variable);
            band.name = label;  // by which the catalogue knows it
            catalogue.describe(band, {});
            band.name = fmt::format("{}[{}={}]", variable.name, along->name, label);
            bands.push_back(std::move(band));
        }
    }
    return bands;
}

}  // namespace cairn
