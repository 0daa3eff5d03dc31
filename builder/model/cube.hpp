// The data cube of a granule or an item, in the terms of the STAC datacube extension, without its JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/footprint.hpp"
#include "builder/model/instant.hpp"

namespace cairn {

/// `geometry`: cells that are not on two axes (unstructured meshes, stations, trajectories). `bands`: spectral bands.
enum class DimensionKind { temporal, longitude, latitude, projected_x, projected_y, vertical, geometry, bands, other };

/// One dimension. What is specific to one file (the interval of its time axis) is not here, so that granules of one
/// product share a cube.
struct CubeDimension {
    std::string name;  ///< unique within the cube; below the root group: "group/name"
    DimensionKind kind = DimensionKind::other;
    std::string description;  ///< long_name
    std::string unit;         ///< as written; of a time axis: the native "days since ..." string
    std::string standard_name;
    std::string calendar;           ///< of a time axis: the CF name, never empty
    std::string step;               ///< of a regular time axis: ISO 8601 duration, "P1D"; else empty
    std::string positive;           ///< of a vertical axis: "up", "down" or empty
    std::string formula_terms;      ///< of a parametric vertical axis: "a: a b: b ps: ps"
    std::optional<double> minimum;  ///< least coordinate value as written (bounds considered), valid values only
    std::optional<double> maximum;
    std::optional<double> spacing;    ///< between coordinates when regular, sign as stored
    std::vector<double> values;       ///< all coordinate values of a short, irregular numeric axis (levels); else empty
    std::vector<std::string> labels;  ///< all values of a text axis, when few
    std::string reference_system;     ///< of a projected axis in the system's own units: "EPSG:32632", else WKT2
    std::optional<Box> box;           ///< of a dimension of geometries, where known
    std::uint64_t size = 0;           ///< number of cells; of a time axis: that of the first granule
    bool operator==(const CubeDimension&) const = default;
};

/// What the values of a variable of codes mean (CF section 3.5).
struct Flags {
    std::vector<double> values;
    std::vector<double> masks;
    std::vector<std::string> meanings;
    bool operator==(const Flags&) const = default;
};

struct CubeVariable {
    std::string name;                     ///< unique within the cube; below the root group: "group/name"
    std::vector<std::string> dimensions;  ///< names of cube dimensions, slowest varying first
    bool is_data = true;      ///< false: auxiliary (coordinates, bounds, grid mappings, ancillary variables)
    std::string data_type;    ///< "float32", ... (STAC's names); empty for types STAC has no name for
    std::string description;  ///< long_name
    std::string unit;
    std::string standard_name;
    std::string cell_methods;
    std::optional<double> nodata;                 ///< _FillValue, else missing_value
    std::optional<double> scale = std::nullopt;   ///< scale_factor: value = stored * scale + offset
    std::optional<double> offset = std::nullopt;  ///< add_offset
    std::optional<double> value = std::nullopt;   ///< of a scalar coordinate that is no time ("at 2 m")
    Flags flags = {};
    /// A NaN of `nodata` equals a NaN: else no two files of xarray's would share a cube.
    bool operator==(const CubeVariable& other) const;
};

struct Cube {
    std::vector<CubeDimension> dimensions;
    std::vector<CubeVariable> variables;
    bool operator==(const Cube&) const = default;
};

/// The least and greatest value of a time coordinate, as its file counts (CubeDimension::unit).
struct NativeExtent {
    double least = 0;
    double greatest = 0;
    bool operator==(const NativeExtent&) const = default;
};

/// What one granule has of one temporal dimension.
struct TemporalExtent {
    std::uint32_t dimension = 0;           ///< index into Cube::dimensions
    std::optional<UtcInterval> interval;   ///< to the edges of its cells; nullopt: no instants that can be written
    std::optional<NativeExtent> native{};  ///< nullopt: they are no numbers, or of many granules with different units
    bool operator==(const TemporalExtent&) const = default;
};

/// Adds what another granule has of the same dimension.
void unite(TemporalExtent& into, const TemporalExtent& added);

}  // namespace cairn
