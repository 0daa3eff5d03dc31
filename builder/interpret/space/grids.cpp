#include "builder/interpret/space/grids.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/cell_grids.hpp"
#include "builder/interpret/space/grid_axes.hpp"
#include "builder/interpret/space/horizontal_coordinates.hpp"
#include "builder/interpret/space/radar.hpp"

namespace cairn {

namespace {

std::string_view spelled(std::size_t rank) {
    constexpr std::array<std::string_view, 5> k_words{"scalar", "one-dimensional", "two-dimensional",
                                                      "three-dimensional", "four-dimensional"};
    return k_words[std::min(rank, k_words.size() - 1)];
}

std::string dimension_names(const Dataset& dataset, const Variable& variable) {
    std::string names;
    for (const DimensionId id : variable.dimensions) names += (names.empty() ? "" : ", ") + dimension(dataset, id).name;
    return names;
}

/// The kind of grid of a latitude and a longitude, with its description.
void classify_pair(const Anatomy& anatomy, Grid& grid) {
    const Dataset& dataset = anatomy.dataset();
    const Variable& latitude = variable_of(dataset, *grid.latitude);
    const Variable& longitude = variable_of(dataset, *grid.longitude);
    const std::string names = fmt::format("latitude '{}' and longitude '{}'", qualified_name(dataset, *grid.latitude),
                                          qualified_name(dataset, *grid.longitude));
    const std::size_t rank = std::max(latitude.dimensions.size(), longitude.dimensions.size());
    if (rank > 1) {
        const Variable& wider = latitude.dimensions.size() == rank ? latitude : longitude;
        grid.kind = GridKind::curvilinear;
        grid.description =
            fmt::format("curvilinear grid: {} are {} ({})", names, spelled(rank), dimension_names(dataset, wider));
    } else if (rank == 1 && latitude.dimensions == longitude.dimensions) {
        grid.kind = GridKind::points;
        grid.description = fmt::format("points or cells, not a grid: {} share the dimension '{}'", names,
                                       qualified_name(dataset, latitude.dimensions.front()));
    } else {
        grid.kind = GridKind::rectilinear;
    }
}

/// The grid_mapping_name of a variable's grid mapping, else the name of the mapping; empty when it has none.
std::string mapping_of(const Anatomy& anatomy, VariableId data) {
    std::vector<std::string> words = attribute_words(variable_of(anatomy.dataset(), data).attributes, "grid_mapping");
    if (words.empty()) return {};
    if (words.front().back() == ':') words.front().pop_back();
    const auto container = anatomy.names().find(data.group, words.front());
    const std::string name =
        container ? text_attribute(variable_of(anatomy.dataset(), *container).attributes, "grid_mapping_name") : "";
    return name.empty() ? words.front() : name;
}

/// What the dimensions of a variable without latitude and longitude, and its attributes, say of its grid.
Grid grid_by_other_means(const Anatomy& anatomy, VariableId data) {
    const Variable& variable = variable_of(anatomy.dataset(), data);
    Grid grid;
    grid.data = data;
    find_plane_axes(anatomy, data, grid);
    const std::string mapping = mapping_of(anatomy, data);
    const std::string mesh = text_attribute(variable.attributes, "mesh");
    const std::string by = mapping.empty() ? "" : fmt::format(" (grid mapping '{}')", mapping);
    if (const auto cells = cell_grid_of(anatomy, data)) {
        grid.kind = GridKind::healpix;
        grid.description =
            cells->name == "healpix" ? "HEALPix grid" : fmt::format("cells of the grid '{}'", cells->name);
        return grid;
    }
    if (grid.x && grid.y) {
        const bool rotated =
            anatomy.part(*grid.x).meaning.axis == Axis::rotated_longitude || mapping == "rotated_latitude_longitude";
        grid.kind = rotated ? GridKind::rotated_pole : GridKind::projected;
        grid.description = fmt::format("{} grid without latitude and longitude coordinates{}",
                                       rotated ? "rotated-pole" : "projected", by);
        return grid;
    }
    if (!mesh.empty()) {
        grid.kind = GridKind::mesh;
        grid.cells = anatomy.names().find(data.group, mesh);
        find_mesh_coordinates(anatomy, data, mesh, grid);
        grid.description = fmt::format("unstructured mesh '{}'{}", mesh,
                                       grid.latitude ? "" : " without latitude and longitude coordinates");
        return grid;
    }
    find_transformed_rows(anatomy, data, grid);
    const bool is_on_a_plane = !mapping.empty() && horizontal_rank(anatomy, data) > 1;
    if (is_on_a_plane || grid.shape[0] > 0) {
        grid.kind = GridKind::projected;
        grid.description = fmt::format("grid without latitude and longitude coordinates{}", by);
    }
    return grid;
}

/// A single longitude over which the variable was averaged is no place (cell methods of CF section 7.3).
bool is_zonal_mean(const Anatomy& anatomy, VariableId longitude, VariableId data) {
    const Variable& coordinate = variable_of(anatomy.dataset(), longitude);
    if (element_count(anatomy.dataset(), coordinate) != 1 || anatomy.bounds_of(longitude)) return false;
    const std::vector<std::string> methods =
        attribute_words(variable_of(anatomy.dataset(), data).attributes, "cell_methods");
    bool over_longitude = false;  // "time: longitude: mean": the method follows the names
    for (const std::string& word : methods) {
        if (word == coordinate.name + ":" || word == "longitude:" || word == "zonal:")
            over_longitude = true;
        else if (word.back() != ':') {
            if (over_longitude && word == "mean") return true;
            over_longitude = false;
        }
    }
    return false;
}

/// Whether latitude and longitude each have a dimension of the variable.
bool lies_on_dimensions(const Anatomy& anatomy, const Grid& grid, VariableId data) {
    const std::vector<DimensionId>& dimensions = variable_of(anatomy.dataset(), data).dimensions;
    for (const VariableId id : {*grid.latitude, *grid.longitude}) {
        const std::vector<DimensionId>& own = variable_of(anatomy.dataset(), id).dimensions;
        if (own.empty() || std::find(dimensions.begin(), dimensions.end(), own.front()) == dimensions.end())
            return false;
    }
    return true;
}

/// A latitude without a longitude, or the other way round.
Grid half_a_grid(const Anatomy& anatomy, const PlacePair& pair, VariableId data) {
    Grid grid;
    grid.data = data;
    const bool has_latitude = pair.latitude.has_value();
    const VariableId only = has_latitude ? *pair.latitude : *pair.longitude;
    grid.kind = has_latitude ? GridKind::no_longitude : GridKind::no_latitude;
    grid.description = fmt::format("{} '{}' without a {} axis{}", has_latitude ? "latitude" : "longitude",
                                   qualified_name(anatomy.dataset(), only), has_latitude ? "longitude" : "latitude",
                                   has_latitude ? " (zonal mean?)" : "");
    return grid;
}

/// Places in a projection that are no axes.
std::optional<Grid> projected_places(const Anatomy& anatomy, const HorizontalCoordinates& coordinates,
                                     const Grid& other, VariableId data) {
    const bool may_be = other.kind == GridKind::none || (other.kind == GridKind::mesh && !other.latitude) ||
                        (other.kind == GridKind::projected && !other.x && other.shape[0] == 0);
    const PlacePair pair = may_be ? coordinates.choose_projected(data) : PlacePair();
    if (!pair.latitude || !pair.longitude) return std::nullopt;
    Grid grid = other;
    grid.data = data;
    grid.latitude = pair.latitude;
    grid.longitude = pair.longitude;
    grid.is_projected = true;
    classify_pair(anatomy, grid);
    grid.description = fmt::format("{} in a projection: y '{}' and x '{}'",
                                   grid.kind == GridKind::curvilinear ? "curvilinear grid" : "points or cells",
                                   qualified_name(anatomy.dataset(), *pair.latitude),
                                   qualified_name(anatomy.dataset(), *pair.longitude));
    return grid;
}

/// Rays around a radar: one dimension is the distance from its antenna (CfRadial).
std::optional<Grid> rays_of_radar(const Anatomy& anatomy, const HorizontalCoordinates& coordinates, VariableId data) {
    if (!range_coordinate(anatomy, data)) return std::nullopt;
    const PlacePair antenna = coordinates.antenna(data);
    if (!antenna.latitude || !antenna.longitude) return std::nullopt;
    Grid grid;
    grid.kind = GridKind::polar;
    grid.data = data;
    grid.latitude = antenna.latitude;
    grid.longitude = antenna.longitude;
    grid.description =
        fmt::format("rays around the antenna at '{}' and '{}'", qualified_name(anatomy.dataset(), *antenna.latitude),
                    qualified_name(anatomy.dataset(), *antenna.longitude));
    return grid;
}

/// Axes of latitude and longitude of the variable's own dimensions: nothing else can place it but HEALPix.
bool is_on_own_axes(const Anatomy& anatomy, const PlacePair& pair, VariableId data) {
    if (!pair.latitude || !pair.longitude || pair.are_indexes) return false;
    const bool are_axes =
        anatomy.part(*pair.latitude).is_coordinate_variable && anatomy.part(*pair.longitude).is_coordinate_variable;
    return are_axes && !(*pair.latitude == *pair.longitude) && to_lower(mapping_of(anatomy, data)) != "healpix";
}

Grid index_axes(const Anatomy& anatomy, const PlacePair& pair, VariableId data) {
    Grid grid;
    grid.kind = GridKind::indexes;
    grid.data = data;
    grid.description = fmt::format(
        "'{}' and '{}' number rows and columns, although they have the units of latitude and "
        "longitude",
        qualified_name(anatomy.dataset(), *pair.latitude), qualified_name(anatomy.dataset(), *pair.longitude));
    return grid;
}

Grid grid_of(const Anatomy& anatomy, const HorizontalCoordinates& coordinates, VariableId data) {
    if (auto geometry = geometry_of_data(anatomy, data)) return *geometry;
    if (auto rays = rays_of_radar(anatomy, coordinates, data)) return *rays;
    PlacePair pair = coordinates.choose(data);
    if (pair.latitude && pair.longitude && is_zonal_mean(anatomy, *pair.longitude, data)) pair.longitude = std::nullopt;
    const Grid other = is_on_own_axes(anatomy, pair, data) ? Grid() : grid_by_other_means(anatomy, data);
    if (other.kind == GridKind::healpix) return other;
    if (pair.are_indexes) return other.kind == GridKind::none ? index_axes(anatomy, pair, data) : other;
    if (pair.latitude && pair.longitude) {
        Grid grid;
        grid.data = data;
        grid.latitude = pair.latitude;
        grid.longitude = pair.longitude;
        grid.guess = pair.guess;
        grid.is_incidental = pair.is_incidental;
        classify_pair(anatomy, grid);
        const bool on_other_axes = other.kind == GridKind::projected || other.kind == GridKind::rotated_pole;
        if (grid.kind == GridKind::rectilinear && on_other_axes && !lies_on_dimensions(anatomy, grid, data))
            return other;
        grid.x = other.x;
        grid.y = other.y;
        grid.cells = other.cells;
        return grid;
    }
    if (auto places = projected_places(anatomy, coordinates, other, data)) return *places;
    if (other.kind != GridKind::none || (!pair.latitude && !pair.longitude)) return other;
    return half_a_grid(anatomy, pair, data);
}

void record_axes(const Anatomy& anatomy, const Grid& grid, Findings& findings) {
    const auto say = [&](const std::optional<VariableId>& id, const char* about) {
        if (!id) return;
        const AxisMeaning& meaning = anatomy.part(*id).meaning;
        findings.add(about, fmt::format("'{}' by {}", qualified_name(anatomy.dataset(), *id),
                                        meaning.because.empty() ? grid.guess : meaning.because));
    };
    say(grid.latitude, "latitude");
    say(grid.longitude, "longitude");
}

/// Coordinates that no data variable uses: a file of coordinates alone.
std::optional<Grid> grid_without_data(const Anatomy& anatomy) {
    Grid grid;
    for (const VariableId id : anatomy.variables()) {
        const Axis axis = anatomy.part(id).meaning.axis;
        if (axis == Axis::latitude && !grid.latitude) grid.latitude = id;
        if (axis == Axis::longitude && !grid.longitude) grid.longitude = id;
    }
    if (!grid.latitude || !grid.longitude) return std::nullopt;
    grid.data = *grid.latitude;
    classify_pair(anatomy, grid);
    return grid;
}

}  // namespace

std::vector<Grid> find_grids(const Anatomy& anatomy, Findings& findings) {
    std::vector<Grid> grids;
    using Coordinate = std::optional<VariableId>;
    std::set<std::tuple<GridKind, Coordinate, Coordinate, Coordinate, Coordinate, Coordinate,
                        std::array<std::uint64_t, 2>, std::string, std::string>>
        known;
    const HorizontalCoordinates coordinates(anatomy);
    bool has_data = false;
    for (const VariableId id : anatomy.variables()) {
        if (!anatomy.part(id).is_data) continue;
        has_data = true;
        Grid grid = grid_of(anatomy, coordinates, id);
        if (grid.kind == GridKind::none) continue;
        const std::string mapping = text_attribute(variable_of(anatomy.dataset(), id).attributes, "grid_mapping");
        const bool is_new = known
                                .emplace(grid.kind, grid.latitude, grid.longitude, grid.x, grid.y, grid.cells,
                                         grid.shape, grid.description, mapping)
                                .second;
        if (!is_new) continue;
        record_axes(anatomy, grid, findings);
        grids.push_back(std::move(grid));
    }
    if (has_data) return grids;
    if (auto grid = grid_without_data(anatomy)) {
        record_axes(anatomy, *grid, findings);
        grids.push_back(std::move(*grid));
    }
    return grids;
}

std::string_view name_of(GridKind kind) {
    switch (kind) {
        case GridKind::none:
            return "none";
        case GridKind::rectilinear:
            return "rectilinear";
        case GridKind::curvilinear:
            return "curvilinear";
        case GridKind::points:
            return "points";
        case GridKind::projected:
            return "projected";
        case GridKind::rotated_pole:
            return "rotated pole";
        case GridKind::mesh:
            return "mesh";
        case GridKind::healpix:
            return "HEALPix";
        case GridKind::polar:
            return "polar";
        case GridKind::geometry:
            return "geometries";
        case GridKind::indexes:
            return "indexes";
        case GridKind::no_longitude:
            return "no longitude";
        case GridKind::no_latitude:
            return "no latitude";
    }
    return "none";
}

}  // namespace cairn
