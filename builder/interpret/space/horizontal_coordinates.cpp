#include "builder/interpret/space/horizontal_coordinates.hpp"

#include <algorithm>
#include <array>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"

namespace cairn {

namespace {

/// Coordinates compared for one data variable; real files have one to ten.
constexpr std::size_t k_most_auxiliary = 64;
/// Fewer rows and columns, from 1 on, may be degrees after all.
constexpr std::size_t k_least_indexes = 16;

const Variable& named(const Anatomy& anatomy, VariableId id) { return variable_of(anatomy.dataset(), id); }

bool has(const std::vector<DimensionId>& dimensions, DimensionId id) {
    return std::find(dimensions.begin(), dimensions.end(), id) != dimensions.end();
}

/// Whether all dimensions of a coordinate are those of the data.
bool fits(const Anatomy& anatomy, VariableId coordinate, VariableId data) {
    const std::vector<DimensionId>& dimensions = named(anatomy, data).dimensions;
    const std::vector<DimensionId>& own = named(anatomy, coordinate).dimensions;
    return std::all_of(own.begin(), own.end(), [&](DimensionId id) { return has(dimensions, id); });
}

/// The same in groups that each have dimensions of their own (HDF-EOS): alike in name and length.
bool fits_by_name(const Anatomy& anatomy, VariableId coordinate, VariableId data) {
    const Dataset& dataset = anatomy.dataset();
    const std::vector<DimensionId>& dimensions = named(anatomy, data).dimensions;
    const std::vector<DimensionId>& own = named(anatomy, coordinate).dimensions;
    return std::all_of(own.begin(), own.end(), [&](DimensionId id) {
        return std::any_of(dimensions.begin(), dimensions.end(), [&](DimensionId other) {
            return dimension(dataset, id).name == dimension(dataset, other).name &&
                   dimension(dataset, id).size == dimension(dataset, other).size;
        });
    });
}

/// How well two coordinates go together for the data: that they are on its dimensions counts most, then that they share
/// theirs, then how many these are.
int worth(const Anatomy& anatomy, VariableId latitude, VariableId longitude, VariableId data) {
    const Variable& lat = named(anatomy, latitude);
    const Variable& lon = named(anatomy, longitude);
    const int on_data = (fits(anatomy, latitude, data) ? 1 : 0) + (fits(anatomy, longitude, data) ? 1 : 0);
    const auto rank =
        static_cast<int>(std::min<std::size_t>(std::max(lat.dimensions.size(), lon.dimensions.size()), 9));
    return on_data * 100 + (lat.dimensions == lon.dimensions ? 10 : 0) + rank;
}

/// The best pair of candidates; the first of equals.
PlacePair best_pair(const Anatomy& anatomy, const std::vector<VariableId>& candidates, VariableId data,
                    Axis north = Axis::latitude, Axis east = Axis::longitude) {
    PlacePair best;
    int most = -1;
    for (const VariableId latitude : candidates) {
        if (anatomy.part(latitude).meaning.axis != north) continue;
        if (!best.latitude) best.latitude = latitude;
        for (const VariableId longitude : candidates) {
            if (anatomy.part(longitude).meaning.axis != east) continue;
            const int found = worth(anatomy, latitude, longitude, data);
            if (found <= most) continue;
            most = found;
            best.latitude = latitude;
            best.longitude = longitude;
        }
    }
    if (best.longitude) return best;
    for (const VariableId longitude : candidates) {
        if (anatomy.part(longitude).meaning.axis == east && !best.longitude) best.longitude = longitude;
    }
    return best;
}

/// 1, 2, 3, ... or 0, 1, 2, ...; two values are looked at before all are converted.
std::optional<double> first_of_count(const Anatomy& anatomy, VariableId id) {
    const Variable& variable = named(anatomy, id);
    if (variable.dimensions.size() != 1 || size_of(variable.values) < 2 || anatomy.bounds_of(id)) return std::nullopt;
    const auto begins_as_count = [](const auto& values) { return values[0] <= 1 && values[1] == values[0] + 1; };
    if (const auto* doubles = std::get_if<std::vector<double>>(&variable.values)) {
        if (!begins_as_count(*doubles)) return std::nullopt;
    }
    const Numbers numbers = numbers_of(variable, nullptr, Float32As::exact);
    const double first = numbers.values.empty() ? -1 : numbers.values.front();
    if (first != 0 && first != 1) return std::nullopt;
    for (std::size_t i = 0; i < numbers.values.size(); ++i) {
        if (numbers.values[i] != first + static_cast<double>(i)) return std::nullopt;
    }
    return first;
}

bool is_called_place(const std::string& name) {
    const std::string lower = to_lower(name);
    return lower.find("lat") != std::string::npos || lower.find("lon") != std::string::npos;
}

/// Rows and columns of a tile, in the units of degrees (FV3, MOM): both count from 0 or from 1, and they are many, or
/// are not called latitude and longitude.
bool are_indexes(const Anatomy& anatomy, const PlacePair& pair) {
    if (!pair.latitude || !pair.longitude) return false;
    const auto lat = first_of_count(anatomy, *pair.latitude);
    if (!lat) return false;
    const auto lon = first_of_count(anatomy, *pair.longitude);
    if (!lon || *lat != *lon) return false;
    const Variable& latitude = named(anatomy, *pair.latitude);
    const Variable& longitude = named(anatomy, *pair.longitude);
    if (!is_called_place(latitude.name) && !is_called_place(longitude.name)) return true;
    return *lat == 1 && std::min(size_of(latitude.values), size_of(longitude.values)) >= k_least_indexes;
}

std::size_t rank_of(const Anatomy& anatomy, const PlacePair& pair) {
    std::size_t rank = 0;
    for (const auto& id : {pair.latitude, pair.longitude}) {
        if (id) rank = std::max(rank, named(anatomy, *id).dimensions.size());
    }
    return rank;
}

bool is_on(const Anatomy& anatomy, const PlacePair& pair, VariableId data) {
    return (!pair.latitude || fits(anatomy, *pair.latitude, data)) &&
           (!pair.longitude || fits(anatomy, *pair.longitude, data));
}

bool is_whole(const PlacePair& pair) { return pair.latitude && pair.longitude; }

}  // namespace

std::size_t horizontal_rank(const Anatomy& anatomy, VariableId data) {
    const std::vector<DimensionId>& dimensions = named(anatomy, data).dimensions;
    const auto rank = std::count_if(dimensions.begin(), dimensions.end(), [&](DimensionId id) {
        const auto coordinate = anatomy.coordinate_variable(data.group, id);
        const Axis axis = coordinate ? anatomy.part(*coordinate).meaning.axis : Axis::none;
        return axis != Axis::time && axis != Axis::reference_time && axis != Axis::vertical;
    });
    return static_cast<std::size_t>(rank);
}

HorizontalCoordinates::HorizontalCoordinates(const Anatomy& anatomy) : m_anatomy(anatomy) {
    for (const VariableId id : anatomy.variables()) {
        const Axis axis = anatomy.part(id).meaning.axis;
        const bool horizontal = axis == Axis::latitude || axis == Axis::longitude;
        if (horizontal && !anatomy.part(id).is_coordinate_variable && m_auxiliary.size() < k_most_auxiliary)
            m_auxiliary.push_back(id);
        const bool is_projected = axis == Axis::projected_x || axis == Axis::projected_y;
        const bool is_scattered = is_projected && !anatomy.part(id).is_coordinate_variable;
        if (is_scattered && !named(anatomy, id).dimensions.empty() && m_projected.size() < k_most_auxiliary)
            m_projected.push_back(id);
    }
}

PlacePair HorizontalCoordinates::listed(VariableId data) const {
    return best_pair(m_anatomy, m_anatomy.listed_coordinates(data), data);
}

PlacePair HorizontalCoordinates::on_own_dimensions(VariableId data) const {
    PlacePair pair;
    for (const DimensionId dimension : named(m_anatomy, data).dimensions) {
        const auto id = m_anatomy.coordinate_variable(data.group, dimension);
        if (!id) continue;
        const Axis axis = m_anatomy.part(*id).meaning.axis;
        if (axis == Axis::latitude && !pair.latitude) pair.latitude = id;
        if (axis == Axis::longitude && !pair.longitude) pair.longitude = id;
    }
    return pair;
}

/// Not named by any attribute, but visible and on dimensions of the variable.
PlacePair HorizontalCoordinates::unlisted(VariableId data) const {
    std::vector<VariableId> candidates;
    for (const VariableId id : m_auxiliary) {
        const bool is_visible = m_anatomy.encloses(id.group, data.group);
        if (is_visible && !named(m_anatomy, id).dimensions.empty() && fits(m_anatomy, id, data))
            candidates.push_back(id);
    }
    return best_pair(m_anatomy, candidates, data);
}

/// Products of OB.DAAC and of HDF-EOS keep places in a group beside that of the data.
PlacePair HorizontalCoordinates::in_other_groups(VariableId data) const {
    for (const auto is_on_dimensions : {fits, fits_by_name}) {
        std::vector<VariableId> candidates;
        for (const VariableId id : m_auxiliary) {
            const bool is_beside = !m_anatomy.encloses(id.group, data.group);
            const std::size_t rank = named(m_anatomy, id).dimensions.size();
            const bool is_enough = rank > 1 || (rank == 1 && horizontal_rank(m_anatomy, data) == 1);
            if (is_beside && is_enough && is_on_dimensions(m_anatomy, id, data)) candidates.push_back(id);
        }
        PlacePair pair = best_pair(m_anatomy, candidates, data);
        if (is_whole(pair)) return pair;
    }
    return {};
}

/// A scalar latitude that nothing refers to is the place of a time series or a profile; beside a map it may be anything
/// (the origin of a projection, the station of a radar).
PlacePair HorizontalCoordinates::scalars(VariableId data) const {
    PlacePair pair;
    if (horizontal_rank(m_anatomy, data) > 0) return pair;
    for (const VariableId id : m_auxiliary) {
        if (!named(m_anatomy, id).dimensions.empty() || !m_anatomy.encloses(id.group, data.group)) continue;
        const Axis axis = m_anatomy.part(id).meaning.axis;
        if (axis == Axis::latitude && !pair.latitude) pair.latitude = id;
        if (axis == Axis::longitude && !pair.longitude) pair.longitude = id;
    }
    return pair;
}

PlacePair HorizontalCoordinates::choose_projected(VariableId data) const {
    std::vector<VariableId> candidates;
    for (const VariableId id : m_projected) {
        if (m_anatomy.encloses(id.group, data.group) && fits(m_anatomy, id, data)) candidates.push_back(id);
    }
    const PlacePair pair = best_pair(m_anatomy, candidates, data, Axis::projected_y, Axis::projected_x);
    const bool share =
        is_whole(pair) && named(m_anatomy, *pair.latitude).dimensions == named(m_anatomy, *pair.longitude).dimensions;
    return share ? pair : PlacePair{};
}

PlacePair HorizontalCoordinates::antenna(VariableId data) const {
    std::vector<VariableId> candidates;
    for (const VariableId id : m_auxiliary) {
        const bool is_visible = m_anatomy.encloses(id.group, data.group);
        if (is_visible && named(m_anatomy, id).dimensions.size() < 2 && fits(m_anatomy, id, data))
            candidates.push_back(id);
    }
    const PlacePair pair = best_pair(m_anatomy, candidates, data);
    return is_whole(pair) ? pair : PlacePair{};
}

PlacePair HorizontalCoordinates::guessed(VariableId data) const {
    PlacePair pair;
    for (const DimensionId dimension : named(m_anatomy, data).dimensions) {
        const auto id = m_anatomy.coordinate_variable(data.group, dimension);
        if (!id || m_anatomy.part(*id).meaning.axis != Axis::none) continue;
        const Axis axis = guess_by_name(named(m_anatomy, *id)).axis;
        if (axis == Axis::latitude && !pair.latitude) pair.latitude = id;
        if (axis == Axis::longitude && !pair.longitude) pair.longitude = id;
    }
    return pair;
}

/// What a name alone says is a guess, but for the names of models.
void HorizontalCoordinates::fill(PlacePair& pair, const PlacePair& from) const {
    const auto take = [&](std::optional<VariableId>& own, const std::optional<VariableId>& other) {
        if (own || !other) return;
        own = other;
        const AxisMeaning& meaning = m_anatomy.part(*other).meaning;
        const Variable& variable = named(m_anatomy, *other);
        const bool is_guess = meaning.axis == Axis::none || meaning.source == AxisSource::name;
        if (!is_guess || axis_of_model_name(variable.name) != Axis::none) return;
        pair.guess += (pair.guess.empty() ? "" : "; ") + guess_by_name(variable).because;
    };
    take(pair.latitude, from.latitude);
    take(pair.longitude, from.longitude);
}

PlacePair HorizontalCoordinates::choose(VariableId data) const {
    PlacePair pair;
    const PlacePair list = listed(data);
    if (rank_of(m_anatomy, list) > 1) {
        if (!is_on(m_anatomy, list, data)) {  // the list is that of another grid
            const PlacePair better = unlisted(data);
            if (is_whole(better) && rank_of(m_anatomy, better) > 1) fill(pair, better);
        }
        for (const auto& id : {list.latitude, list.longitude}) {
            if (!id || named(m_anatomy, *id).dimensions.size() < 2) continue;
            fill(pair,
                 m_anatomy.part(*id).meaning.axis == Axis::latitude ? PlacePair{id, {}, {}} : PlacePair{{}, id, {}});
        }
    }
    const PlacePair own = on_own_dimensions(data);
    const bool counts = !is_whole(pair) && are_indexes(m_anatomy, own);
    if (!counts) fill(pair, own);
    fill(pair, list);
    if (!is_whole(pair)) fill(pair, unlisted(data));
    if (!is_whole(pair) && counts) {
        pair = own;
        pair.are_indexes = true;
        return pair;
    }
    if (!is_whole(pair)) {
        const PlacePair scalar = scalars(data);
        pair.is_incidental = is_whole(scalar) && !pair.latitude && !pair.longitude;
        fill(pair, scalar);
    }
    if (!pair.latitude && !pair.longitude) fill(pair, in_other_groups(data));
    if (!is_whole(pair)) fill(pair, guessed(data));
    return pair;
}

}  // namespace cairn
