#include "builder/interpret/cube/cube.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>
#include <utility>

#include "base/text.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/cf/signedness.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/space/cells.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_most_listed_values = 100;

/// STAC's data types (raster and common metadata); it has none for text, booleans and user-defined types.
std::string stac_type(Type type) {
    switch (type) {
        case Type::character:
        case Type::string:
        case Type::boolean:
        case Type::json:
        case Type::other:
            return {};
        case Type::complex64:
            return "cfloat32";
        case Type::complex128:
            return "cfloat64";
        default:
            return std::string(name_of(type));
    }
}

std::optional<double> first_number(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::optional<double> {
            if constexpr (std::is_same_v<std::decay_t<decltype(held)>, std::monostate> ||
                          std::is_same_v<std::decay_t<decltype(held)>, std::vector<std::string>>) {
                return std::nullopt;
            } else {
                if (held.empty()) return std::nullopt;
                return static_cast<double>(held.front());
            }
        },
        values);
}

/// The value of elements that a Zarr array never wrote counts, too: its clients take it as missing.
std::optional<double> nodata_of(const Variable& variable) {
    const Signedness signedness(variable);
    for (const char* name : {"_FillValue", "missing_value"}) {
        const std::vector<double> numbers = attribute_numbers(variable.attributes, name);
        if (!numbers.empty()) return signedness.meant(numbers.front());
    }
    if (variable.type == Type::boolean) return std::nullopt;
    const std::optional<double> unwritten = first_number(variable.fill_value);
    if (!unwritten) return std::nullopt;
    return variable.type == Type::float32 ? shortest_decimal(*unwritten) : signedness.meant(*unwritten);
}

std::optional<double> number_of(const Variable& variable, const char* name) {
    const std::vector<double> numbers = attribute_numbers(variable.attributes, name);
    if (numbers.empty() || !std::isfinite(numbers.front())) return std::nullopt;
    return numbers.front();
}

/// Codes and their meanings, when there are as many of one as of the other.
Flags flags_of(const Variable& variable) {
    constexpr std::size_t k_most = 256;
    Flags flags;
    flags.values = attribute_numbers(variable.attributes, "flag_values");
    flags.masks = attribute_numbers(variable.attributes, "flag_masks");
    const Signedness signedness(variable);
    for (double& value : flags.values) value = signedness.meant(value);
    for (double& mask : flags.masks) mask = signedness.meant(mask);
    for (const std::string& word : attribute_words(variable.attributes, "flag_meanings")) {
        flags.meanings.push_back(to_utf8(word));
    }
    const std::size_t count = flags.meanings.size();
    const bool has_codes = flags.values.size() == count || (flags.values.empty() && flags.masks.size() == count);
    const bool has_masks = flags.masks.empty() || flags.masks.size() == count;
    const auto is_number = [](double value) { return std::isfinite(value); };
    const bool are_numbers = std::all_of(flags.values.begin(), flags.values.end(), is_number) &&
                             std::all_of(flags.masks.begin(), flags.masks.end(), is_number);
    return count > 0 && count <= k_most && has_codes && has_masks && are_numbers ? flags : Flags{};
}

std::optional<double> number_held(const Variable& variable) {
    const Numbers numbers = numbers_of(variable, nullptr, Float32As::shortest_decimal);
    if (numbers.values.size() != 1 || std::isnan(numbers.values.front())) return std::nullopt;
    return numbers.values.front();
}

/// A dimension of texts that are names of bands: by the name that all products use, or by its standard name.
bool names_bands(const CubeDimension& dimension) {
    if (dimension.labels.empty() || dimension.kind != DimensionKind::other) return false;
    const std::string name = to_lower(dimension.name.substr(dimension.name.rfind('/') + 1));
    return name == "band" || name == "bands" || dimension.standard_name == "sensor_band_identifier";
}

std::string text_of(const Variable& variable, const char* name) {
    return to_utf8(text_attribute(variable.attributes, name));
}

/// Converters of GRIB write "unknown" where the table of CF has no name: that is none.
std::string standard_name_of(const Variable& variable) {
    std::string name = text_of(variable, "standard_name");
    return name == "unknown" || name == "undefined" || name == "none" ? std::string() : name;
}

DimensionKind kind_of(Axis axis) {
    switch (axis) {
        case Axis::time:
        case Axis::reference_time:
            return DimensionKind::temporal;
        case Axis::latitude:
            return DimensionKind::latitude;
        case Axis::longitude:
            return DimensionKind::longitude;
        case Axis::projected_x:
        case Axis::rotated_longitude:
            return DimensionKind::projected_x;
        case Axis::projected_y:
        case Axis::rotated_latitude:
            return DimensionKind::projected_y;
        case Axis::vertical:
            return DimensionKind::vertical;
        case Axis::lead_time:
        case Axis::platform_place:
        case Axis::none:
            return DimensionKind::other;
    }
    return DimensionKind::other;
}

bool is_regular(const std::vector<double>& values, double spacing) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (std::abs(values[i] - values[i - 1] - spacing) > 1e-3 * std::abs(spacing)) return false;
    }
    return spacing != 0;
}

/// Noise of the division is taken off, so that 0.1 is 0.1.
double without_noise(double value) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double digits = std::pow(10, 9 - std::floor(std::log10(std::abs(value))));
    const double rounded = std::round(value * digits) / digits;
    return std::isfinite(rounded) ? rounded : value;
}

void describe_values(const Anatomy& anatomy, VariableId coordinate, CubeDimension& dimension) {
    const Cells cells = cells_of(anatomy, coordinate, Float32As::shortest_decimal);
    if (const auto extent = linear_extent(cells)) {
        dimension.minimum = extent->low;
        dimension.maximum = extent->high;
    }
    const std::vector<double>& values = cells.centres;
    const bool complete = std::none_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
    if (values.empty() || !complete) return;
    if (values.size() > 1) {
        const double spacing = (values.back() - values.front()) / static_cast<double>(values.size() - 1);
        if (std::isfinite(spacing) && is_regular(values, spacing)) {
            dimension.spacing = without_noise(spacing);
            return;
        }
    }
    if (values.size() <= k_most_listed_values) dimension.values = values;
}

void describe_labels(const Variable& coordinate, CubeDimension& dimension) {
    const auto* texts = std::get_if<std::vector<std::string>>(&coordinate.values);
    if (texts == nullptr || texts->size() > k_most_listed_values || texts->size() != dimension.size) return;
    for (const std::string& text : *texts) {
        const std::size_t end = text.find_last_not_of(std::string_view(" \0", 2));
        dimension.labels.push_back(to_utf8(text.substr(0, end == std::string::npos ? 0 : end + 1)));
    }
}

class Builder {
  public:
    Builder(const Anatomy& anatomy, const TimeReading& time, const SpaceReading& space)
        : m_anatomy(anatomy), m_time(time), m_space(space) {}

    CubeReading build() {
        find_coordinates();
        for (const VariableId id : m_anatomy.variables()) add_variable(id);
        return std::move(m_result);
    }

  private:
    using Key = std::pair<std::uint32_t, std::uint32_t>;  ///< of a DimensionId
    using TakenNames = std::map<std::string, int>;        ///< with the number that was last added to it
    struct Coordinates {
        std::optional<VariableId> own;        ///< the coordinate variable
        std::optional<VariableId> auxiliary;  ///< the first other one-dimensional coordinate that means an axis
        std::optional<VariableId> labels;     ///< a text coordinate
        bool has_latitude = false;            ///< one-dimensional, other than the coordinate variable
        bool has_longitude = false;
    };

    void find_coordinates();
    void note_auxiliary(VariableId id, const Variable& variable);
    void add_variable(VariableId id);
    std::uint32_t add_dimension(DimensionId id);
    void describe(const Coordinates& coordinates, CubeDimension& dimension, std::uint32_t index);
    void describe_axis(VariableId id, CubeDimension& dimension, std::uint32_t index);
    void place_cells(DimensionId id, CubeDimension& dimension) const;
    bool is_scalar_coordinate(VariableId id, const Variable& variable) const;
    static std::string unique(TakenNames& taken, const std::string& name);

    const Anatomy& m_anatomy;
    const TimeReading& m_time;
    const SpaceReading& m_space;
    std::map<Key, Coordinates> m_coordinates;
    std::map<Key, std::uint32_t> m_known;
    TakenNames m_dimension_names;
    TakenNames m_variable_names;
    CubeReading m_result;
};

void Builder::find_coordinates() {
    for (const VariableId id : m_anatomy.variables()) {
        const Variable& variable = variable_of(m_anatomy.dataset(), id);
        if (variable.dimensions.empty()) continue;
        const DimensionId first = variable.dimensions.front();
        if (m_anatomy.part(id).is_coordinate_variable) {
            auto& own = m_coordinates[{first.group, first.index}].own;
            if (!own) own = id;
        } else if (!m_anatomy.part(id).is_data && !m_anatomy.part(id).is_bounds) {
            note_auxiliary(id, variable);
        }
    }
}

void Builder::note_auxiliary(VariableId id, const Variable& variable) {
    const DimensionId first = variable.dimensions.front();
    Coordinates& coordinates = m_coordinates[{first.group, first.index}];
    const bool is_text = std::holds_alternative<std::vector<std::string>>(variable.values);
    const std::size_t rank = variable.dimensions.size() - (variable.type == Type::character ? 1U : 0U);
    if (rank != 1) return;
    if (is_text && !coordinates.labels) coordinates.labels = id;
    const Axis axis = m_anatomy.part(id).meaning.axis;
    if (axis == Axis::latitude) coordinates.has_latitude = true;
    if (axis == Axis::longitude) coordinates.has_longitude = true;
    if (axis != Axis::none && !coordinates.auxiliary) coordinates.auxiliary = id;
}

std::string Builder::unique(TakenNames& taken, const std::string& name) {
    std::string candidate = name;
    for (int& next = taken[name]; next > 0;) {
        candidate = name + '_' + std::to_string(++next);
        if (taken.count(candidate) == 0) break;
    }
    ++taken[candidate];
    return candidate;
}

void Builder::describe_axis(VariableId id, CubeDimension& dimension, std::uint32_t index) {
    const Variable& variable = variable_of(m_anatomy.dataset(), id);
    dimension.kind = kind_of(m_anatomy.part(id).meaning.axis);
    dimension.description = text_of(variable, "long_name");
    dimension.unit = text_of(variable, "units");
    dimension.standard_name = standard_name_of(variable);
    const std::string positive = to_lower(text_attribute(variable.attributes, "positive"));
    if (positive == "up" || positive == "down") dimension.positive = positive;
    if (const auto system = m_space.axis_systems.find(id); system != m_space.axis_systems.end()) {
        dimension.reference_system = to_utf8(system->second);
        if (dimension.kind == DimensionKind::other) {  // an axis called x or y, no more
            dimension.kind = m_space.x_axes.count(id) > 0 ? DimensionKind::projected_x : DimensionKind::projected_y;
        }
    }
    dimension.formula_terms = text_of(variable, "formula_terms");
    if (dimension.kind != DimensionKind::temporal) {
        describe_values(m_anatomy, id, dimension);
        return;
    }
    const auto calendar = calendar_named(text_attribute(variable.attributes, "calendar"));
    dimension.calendar = calendar ? std::string(name_of(*calendar)) : text_of(variable, "calendar");
    const auto axis = m_time.axes.find(id);
    if (axis == m_time.axes.end()) return;
    dimension.step = axis->second.step;
    const TimeAxis& read = axis->second;
    dimension.calendar = to_utf8(read.calendar);
    if (read.edges || read.native) {
        m_result.temporal.push_back({index, read.edges, read.native});
    }
}

void Builder::describe(const Coordinates& coordinates, CubeDimension& dimension, std::uint32_t index) {
    if (coordinates.own) describe_axis(*coordinates.own, dimension, index);
    const bool means_nothing = dimension.kind == DimensionKind::other;
    if (means_nothing && coordinates.has_latitude && coordinates.has_longitude) {
        dimension.kind = DimensionKind::geometry;
    } else if (!coordinates.own && coordinates.auxiliary) {
        describe_axis(*coordinates.auxiliary, dimension, index);
    }
    if (coordinates.own) describe_labels(variable_of(m_anatomy.dataset(), *coordinates.own), dimension);
    if (dimension.labels.empty() && coordinates.labels && dimension.kind == DimensionKind::other) {
        describe_labels(variable_of(m_anatomy.dataset(), *coordinates.labels), dimension);
    }
}

/// Cells and points that are no grid: a dimension of geometries. Their own coordinate is only their number.
void Builder::place_cells(DimensionId id, CubeDimension& dimension) const {
    for (const auto& [cells, box] : m_space.cells) {
        if (!(cells == id)) continue;
        dimension.kind = DimensionKind::geometry;
        dimension.box = dimension.box ? hull(std::vector<Box>{*dimension.box, box}) : box;
    }
}

std::uint32_t Builder::add_dimension(DimensionId id) {
    const auto known = m_known.find({id.group, id.index});
    if (known != m_known.end()) return known->second;
    const auto index = static_cast<std::uint32_t>(m_result.cube.dimensions.size());
    CubeDimension added;
    added.name = unique(m_dimension_names, to_utf8(qualified_name(m_anatomy.dataset(), id)));
    added.size = dimension(m_anatomy.dataset(), id).size;
    const auto coordinates = m_coordinates.find({id.group, id.index});
    if (coordinates != m_coordinates.end()) describe(coordinates->second, added, index);
    place_cells(id, added);
    if (names_bands(added)) added.kind = DimensionKind::bands;
    m_known.emplace(Key{id.group, id.index}, index);
    m_result.cube.dimensions.push_back(std::move(added));
    return index;
}

void Builder::add_variable(VariableId id) {
    const Variable& variable = variable_of(m_anatomy.dataset(), id);
    CubeVariable added;
    added.name = unique(m_variable_names, to_utf8(qualified_name(m_anatomy.dataset(), id)));
    // The last dimension of a character array is the length of its strings (CF section 2.2): no axis of the data.
    const std::size_t rank =
        variable.dimensions.size() - (variable.type == Type::character && !variable.dimensions.empty() ? 1U : 0U);
    for (std::size_t i = 0; i < rank; ++i) {
        added.dimensions.push_back(m_result.cube.dimensions[add_dimension(variable.dimensions[i])].name);
    }
    added.is_data = m_anatomy.part(id).is_data;
    added.data_type = stac_type(meant_type(variable));
    added.description = text_of(variable, "long_name");
    added.unit = text_of(variable, "units");
    added.standard_name = standard_name_of(variable);
    added.cell_methods = text_of(variable, "cell_methods");
    if (added.is_data || find_attribute(variable.attributes, "_FillValue") != nullptr)
        added.nodata = nodata_of(variable);
    added.scale = number_of(variable, "scale_factor");
    added.offset = number_of(variable, "add_offset");
    added.flags = flags_of(variable);
    if (is_scalar_coordinate(id, variable)) added.value = number_held(variable);
    m_result.cube.variables.push_back(std::move(added));
}

/// All files of a product share such a coordinate; times are none, since they differ.
bool Builder::is_scalar_coordinate(VariableId id, const Variable& variable) const {
    const VariablePart& part = m_anatomy.part(id);
    const DimensionKind kind = kind_of(part.meaning.axis);
    const bool is_coordinate = part.is_listed || part.meaning.axis != Axis::none;
    return variable.dimensions.empty() && is_coordinate && !part.is_data && kind != DimensionKind::temporal &&
           part.meaning.axis != Axis::lead_time;
}

}  // namespace

CubeReading read_cube(const Anatomy& anatomy, const TimeReading& time, const SpaceReading& space) {
    return Builder(anatomy, time, space).build();
}

}  // namespace cairn
