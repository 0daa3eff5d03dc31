#include "builder/quicklook/map_choice.hpp"

#include <algorithm>
#include <utility>

#include "builder/cf/names.hpp"
#include "builder/interpret/space/healpix.hpp"

namespace cairn::quicklook {

namespace {

bool is_drawable(Type type) {
    return type != Type::character && type != Type::string && type != Type::json && type != Type::other &&
           type != Type::complex64 && type != Type::complex128;
}

void add_dimensions(const Dataset& dataset, const std::optional<VariableId>& coordinate, std::vector<DimensionId>& all) {
    if (!coordinate) return;
    for (const DimensionId id : variable_of(dataset, *coordinate).dimensions) {
        if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
    }
}

/// The dimensions of a grid's cells; none: it is of a kind that is not drawn.
std::vector<DimensionId> dimensions_of(const Anatomy& anatomy, const Grid& grid) {
    const Dataset& dataset = anatomy.dataset();
    std::vector<DimensionId> dimensions;
    switch (grid.kind) {
        case GridKind::rectilinear:
        case GridKind::curvilinear:
        case GridKind::points:
        case GridKind::mesh:
            add_dimensions(dataset, grid.latitude, dimensions);
            add_dimensions(dataset, grid.longitude, dimensions);
            break;
        case GridKind::projected:
        case GridKind::rotated_pole:
            add_dimensions(dataset, grid.y, dimensions);
            add_dimensions(dataset, grid.x, dimensions);
            break;
        case GridKind::healpix:
            if (const auto cells = healpix_dimension(anatomy, grid.data)) dimensions.push_back(*cells);
            break;
        default:
            break;
    }
    return dimensions;
}

/// Nothing when a dimension of the grid is none of the variable's, or one cell alone is left.
std::optional<MapChoice> choice_of(const Anatomy& anatomy, VariableId id, const Grid& grid) {
    const Variable& variable = variable_of(anatomy.dataset(), id);
    const std::vector<DimensionId> wanted = dimensions_of(anatomy, grid);
    if (wanted.empty() || wanted.size() > 2) return std::nullopt;
    MapChoice choice{id, grid, {}, std::vector<std::uint64_t>(variable.dimensions.size(), 1)};
    std::uint64_t cells = 1;
    for (std::size_t i = 0; i < variable.dimensions.size(); ++i) {
        if (std::find(wanted.begin(), wanted.end(), variable.dimensions[i]) == wanted.end()) continue;
        choice.axes.push_back(i);
        choice.shape[i] = dimension(anatomy.dataset(), variable.dimensions[i]).size;
        cells = choice.shape[i] == 0 ? 0 : cells > UINT64_MAX / choice.shape[i] ? UINT64_MAX : cells * choice.shape[i];
    }
    if (choice.axes.size() != wanted.size() || cells < 2) return std::nullopt;
    return choice;
}

/// The grid that was found for this variable, before one that fits its dimensions.
std::optional<MapChoice> choice_of(const Anatomy& anatomy, VariableId id, const std::vector<Grid>& grids) {
    if (!is_drawable(variable_of(anatomy.dataset(), id).type)) return std::nullopt;
    for (const bool is_own : {true, false}) {
        for (const Grid& grid : grids) {
            if (grid.is_incidental || (grid.data == id) != is_own) continue;
            if (auto choice = choice_of(anatomy, id, grid)) return choice;
        }
    }
    return std::nullopt;
}

bool has_name(const Dataset& dataset, VariableId id, const std::string& name) {
    return qualified_name(dataset, id) == name || variable_of(dataset, id).name == name;
}

}  // namespace

std::optional<MapChoice> choose_map(const Dataset& dataset, const std::vector<std::string>& candidates) {
    const Anatomy anatomy(dataset);
    Findings findings;
    const std::vector<Grid> grids = find_grids(anatomy, findings);
    for (const std::string& name : candidates) {
        for (const VariableId id : anatomy.variables()) {
            if (!has_name(dataset, id, name)) continue;
            if (auto choice = choice_of(anatomy, id, grids)) return choice;
        }
    }
    if (!candidates.empty()) return std::nullopt;
    for (const VariableId id : anatomy.variables()) {
        if (!anatomy.part(id).is_data) continue;
        if (auto choice = choice_of(anatomy, id, grids)) return choice;
    }
    return std::nullopt;
}

}  // namespace cairn::quicklook
