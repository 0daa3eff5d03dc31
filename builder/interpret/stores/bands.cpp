#include "builder/interpret/stores/bands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_map>

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

/// The dimensions of bands of one cube, by name.
class BandDimensions {
  public:
    explicit BandDimensions(const Cube& cube) {
        for (const CubeDimension& dimension : cube.dimensions) {
            if (dimension.kind == DimensionKind::bands) m_by_name.emplace(dimension.name, &dimension);
        }
    }

    /// The one that a variable has, of several the first of the cube; or nullptr.
    const CubeDimension* of(const CubeVariable& variable) const {
        const CubeDimension* first = nullptr;
        for (const std::string& name : variable.dimensions) {
            const auto found = m_by_name.find(name);
            if (found != m_by_name.end() && (first == nullptr || found->second < first)) first = found->second;
        }
        return first;
    }

  private:
    std::unordered_map<std::string_view, const CubeDimension*> m_by_name;  ///< elements of one array
};

}  // namespace

std::vector<Band> bands_of(const Cube& cube, std::span<const Variable> variables, const BandCatalogue& catalogue) {
    std::vector<Band> bands;
    const BandDimensions band_dimensions(cube);
    for (std::size_t i = 0; i < cube.variables.size() && i < variables.size(); ++i) {
        const CubeVariable& variable = cube.variables[i];
        if (!variable.is_data) continue;
        const CubeDimension* along = band_dimensions.of(variable);
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
