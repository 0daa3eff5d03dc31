#include "builder/stac/extensions/datacube.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/json/object_builder.hpp"
#include "builder/stac/extensions/cell_methods.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/variable_order.hpp"

namespace cairn::extensions {

namespace {

/// A number as the extension wants it, or null.
json::Value number_or_null(const std::optional<double>& value) {
    return value.has_value() ? json::number(*value) : json::Value();
}

json::Value pair(json::Value first, json::Value second) {
    json::Value result = json::array();
    json::push(result, std::move(first));
    json::push(result, std::move(second));
    return result;
}

void set_if(json::Value& object, std::string_view name, const std::string& text) {
    if (!text.empty()) json::set(object, name, text);
}

/// "values" of a short axis, else "extent". An index axis has neither coordinates nor an extent: nulls, not an invented
/// range.
void set_values(json::Value& object, const CubeDimension& dimension) {
    if (!dimension.labels.empty()) {
        json::set(object, "values", json::strings(dimension.labels));
        return;
    }
    json::set(object, "extent", pair(number_or_null(dimension.minimum), number_or_null(dimension.maximum)));
    const bool is_horizontal = dimension.kind == DimensionKind::longitude ||
                               dimension.kind == DimensionKind::latitude || !dimension.reference_system.empty();
    if (!dimension.values.empty() && !is_horizontal) {  // levels are worth a list, the rows of a Gaussian grid are not
        json::Value values = json::array();
        for (const double value : dimension.values) json::push(values, json::number(value));
        json::set(object, "values", std::move(values));
    }
}

void set_step(json::Value& object, const CubeDimension& dimension) {
    if (dimension.spacing.has_value()) json::set(object, "step", json::number(std::abs(*dimension.spacing)));
}

json::Value temporal(const CubeDimension& dimension, const UtcInterval* interval) {
    json::Value result = json::object();
    json::set(result, "type", "temporal");
    set_if(result, "description", dimension.description);
    json::set(result, "extent",
              interval == nullptr
                  ? pair(json::Value(), json::Value())
                  : pair(json::string(to_rfc3339(interval->start)), json::string(to_rfc3339(interval->end))));
    if (!dimension.step.empty()) {
        json::set(result, "step", dimension.step);
    } else if (interval != nullptr && dimension.size > 1) {
        json::set(result, "step", json::Value());  // null: irregularly spaced
    }
    set_if(result, "unit", dimension.unit);
    set_if(result, "calendar", dimension.calendar);
    return result;
}

/// An EPSG code is a number here, all else WKT2; without a system it is longitude and latitude.
json::Value reference_system(const std::string& system) {
    constexpr std::string_view k_epsg = "EPSG:";
    if (system.empty()) return json::integer(4326);
    std::int64_t number = 0;
    const char* const begin = system.data() + std::min(k_epsg.size(), system.size());
    const char* const end = system.data() + system.size();
    const auto [at, error] = std::from_chars(begin, end, number);
    const bool is_number = system.starts_with(k_epsg) && error == std::errc() && at == end;
    return is_number ? json::integer(number) : json::string(system);
}

json::Value spatial(const CubeDimension& dimension, std::string_view axis) {
    json::Value result = json::object();
    json::set(result, "type", "spatial");
    json::set(result, "axis", axis);
    set_if(result, "description", dimension.description);
    set_values(result, dimension);
    set_step(result, dimension);
    if (axis == "z") {
        set_if(result, "unit", dimension.unit);
        set_if(result, "positive", dimension.positive);
        set_if(result, "formula_terms", dimension.formula_terms);
    } else {
        json::set(result, "reference_system", reference_system(dimension.reference_system));
    }
    return result;
}

/// The extension requires a bbox of geometries; what the cells' own coordinate says is only their number.
json::Value geometry(const CubeDimension& dimension) {
    json::Value result = json::object();
    json::set(result, "type", "geometry");
    set_if(result, "description", dimension.description);
    json::set(result, "axes", json::strings({"x", "y"}));
    json::set(result, "bbox", bbox_value(*dimension.box));
    if (dimension.size > 0) json::set(result, "size", json::Value(dimension.size));
    return result;
}

/// The type of a dimension that is neither spatial nor temporal by the rules of the extension: its standard name says
/// most, unless a file calls it what the extension has rules for.
std::string other_type(const CubeDimension& dimension) {
    const std::string& name = dimension.standard_name;
    if (dimension.kind == DimensionKind::bands) return "bands";
    if (!name.empty() && name != "spatial" && name != "temporal" && name != "geometry") return name;
    switch (dimension.kind) {
        case DimensionKind::longitude:
            return "longitude";
        case DimensionKind::latitude:
            return "latitude";
        case DimensionKind::projected_x:
            return "projection_x_coordinate";
        case DimensionKind::projected_y:
            return "projection_y_coordinate";
        case DimensionKind::geometry:
            return "cell";
        case DimensionKind::bands:
            return "bands";
        default:
            break;
    }
    return dimension.minimum.has_value() || !dimension.labels.empty() ? "other" : "index";
}

json::Value other(const CubeDimension& dimension) {
    json::Value result = json::object();
    json::set(result, "type", other_type(dimension));
    set_if(result, "description", dimension.description);
    set_values(result, dimension);
    set_step(result, dimension);
    set_if(result, "unit", dimension.unit);
    if (dimension.size > 0) json::set(result, "size", json::Value(dimension.size));
    return result;
}

json::Value dimension_value(const CubeDimension& dimension, const UtcInterval* interval) {
    const bool has_extent = dimension.minimum.has_value() && dimension.maximum.has_value();
    switch (dimension.kind) {
        case DimensionKind::temporal:
            return temporal(dimension, interval);
        case DimensionKind::longitude:
            return has_extent ? spatial(dimension, "x") : other(dimension);
        case DimensionKind::latitude:
            return has_extent ? spatial(dimension, "y") : other(dimension);
        case DimensionKind::vertical:
            return spatial(dimension, "z");
        // Spatial in the extension's sense only with a reference system, and a geometry dimension only with a bbox.
        case DimensionKind::projected_x:
        case DimensionKind::projected_y:
            if (dimension.reference_system.empty() || !has_extent) break;
            return spatial(dimension, dimension.kind == DimensionKind::projected_x ? "x" : "y");
        case DimensionKind::geometry:
            if (!dimension.box.has_value()) break;
            return geometry(dimension);
        case DimensionKind::bands:
        case DimensionKind::other:
            break;
    }
    return other(dimension);
}

struct NativeTime {
    std::string_view unit;
    NativeExtent extent;
};

/// By the name of the dimension, which is that of its coordinate.
using NativeTimes = std::unordered_map<std::string_view, NativeTime>;

NativeTimes native_times(const Cube& cube, const std::vector<TemporalExtent>& temporal) {
    NativeTimes times;
    for (const TemporalExtent& extent : temporal) {
        const CubeDimension& dimension = cube.dimensions[extent.dimension];
        const bool is_finite =
            extent.native && std::isfinite(extent.native->least) && std::isfinite(extent.native->greatest);
        if (is_finite) times.insert_or_assign(dimension.name, NativeTime{dimension.unit, *extent.native});
    }
    return times;
}

/// The native values of a time coordinate: what `unit` and `calendar` count.
void set_native_extent(json::Value& object, const CubeVariable& variable, const NativeTimes& times) {
    const auto time = times.find(variable.name);
    if (time == times.end() || variable.is_data || variable.unit != time->second.unit) return;
    if (variable.dimensions.size() != 1 || variable.dimensions.front() != variable.name) return;
    const NativeExtent& extent = time->second.extent;
    json::set(object, "extent", pair(plain_number(extent.least), plain_number(extent.greatest)));
}

json::Value numbers(const std::vector<double>& values) {
    json::Value result = json::array();
    for (const double value : values) json::push(result, plain_number(value));
    return result;
}

/// The codes are the values that a variable can have; with masks alone any sum of them is.
void set_flags(json::Value& object, const Flags& flags) {
    if (!flags.values.empty()) json::set(object, "values", numbers(flags.values));
    if (!flags.masks.empty()) json::set(object, "flag_masks", numbers(flags.masks));
    if (!flags.meanings.empty()) json::set(object, "flag_meanings", json::strings(flags.meanings));
}

/// A text that cannot be told apart is no array, which is all that the cf extension takes: it stays as a note.
void set_cell_methods(json::Value& object, const CubeVariable& variable, const HorizontalDimensions& horizontal) {
    if (variable.cell_methods.empty()) return;
    if (auto methods = cell_methods_value(variable, horizontal)) {
        json::set(object, "cf:cell_methods", *std::move(methods));
    } else {
        set_notes(object, {"cell methods, which cannot be told apart by dimension: " + variable.cell_methods});
    }
}

json::Value variable_value(const CubeVariable& variable, const HorizontalDimensions& horizontal) {
    json::Value result = json::object();
    json::set(result, "dimensions", json::strings(variable.dimensions));
    json::set(result, "type", variable.is_data ? "data" : "auxiliary");
    set_if(result, "description", variable.description);
    set_if(result, "unit", variable.unit);
    set_if(result, "data_type", variable.data_type);
    if (variable.nodata.has_value()) json::set(result, "nodata", nodata_value(*variable.nodata));
    set_if(result, "cf:standard_name", variable.standard_name);
    set_cell_methods(result, variable, horizontal);
    if (variable.scale) json::set(result, "scale", plain_number(*variable.scale));
    if (variable.offset) json::set(result, "offset", plain_number(*variable.offset));
    if (variable.value) json::set(result, "values", numbers({*variable.value}));
    set_flags(result, variable.flags);
    return result;
}

}  // namespace

bool add_datacube(json::Value& object, const Cube& cube, const std::vector<TemporalExtent>& temporal_extents) {
    if (cube.dimensions.empty()) return false;
    std::vector<const UtcInterval*> intervals(cube.dimensions.size(), nullptr);
    for (const TemporalExtent& extent : temporal_extents) {
        if (extent.interval) intervals.at(extent.dimension) = &*extent.interval;
    }
    json::ObjectBuilder dimensions;
    for (std::size_t i = 0; i < cube.dimensions.size(); ++i) {
        dimensions.set(cube.dimensions[i].name, dimension_value(cube.dimensions[i], intervals[i]));
    }
    json::ObjectBuilder variables;
    const HorizontalDimensions horizontal = horizontal_dimensions(cube);
    const NativeTimes times = native_times(cube, temporal_extents);
    for (const auto& [variable, rank] : by_rank(cube)) {  // what people look for comes first
        json::Value value = variable_value(*variable, horizontal);
        set_native_extent(value, *variable, times);
        variables.set(variable->name, std::move(value));
    }
    json::set(object, "cube:dimensions", std::move(dimensions).take());
    if (!cube.variables.empty()) json::set(object, "cube:variables", std::move(variables).take());
    return true;
}

}  // namespace cairn::extensions
