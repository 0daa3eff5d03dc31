#include "builder/interpret/grid_mapping.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "builder/interpret/words.hpp"

namespace cairn {

namespace {

using Attributes = std::vector<Attribute>;

constexpr std::size_t k_most_mappings = 8;
constexpr std::size_t k_most_levels = 32;  ///< of groups around a variable that are asked

/// Writes a PROJ string from CF attributes.
class Parameters {
  public:
    Parameters(const Attributes& attributes, double to_metre) : m_attributes(attributes), m_to_metre(to_metre) {}

    std::optional<double> number(std::string_view name, std::size_t index = 0) const {
        const std::vector<double> numbers = attribute_numbers(m_attributes, name);
        if (index >= numbers.size() || !std::isfinite(numbers[index])) return std::nullopt;
        return numbers[index];
    }

    void add(std::string_view key, double value) { m_text += fmt::format(" +{}={}", key, number_text(value)); }
    void word(std::string_view text) { m_text += fmt::format(" {}", text); }

    /// From the first of the attributes that exists; `otherwise` when there is none.
    void angle(std::string_view key, std::initializer_list<std::string_view> names, double otherwise = 0) {
        for (const std::string_view name : names) {
            if (const auto value = number(name)) {
                add(key, *value);
                return;
            }
        }
        add(key, otherwise);
    }

    bool require(std::string_view key, std::string_view name) {
        const auto value = number(name);
        if (value) {
            add(key, *value);
        } else {
            m_missing += fmt::format("{}{}", m_missing.empty() ? "" : ", ", name);
        }
        return value.has_value();
    }

    void scale_factor(std::string_view name) {
        const auto value = number(name);
        if (value && *value > 0) add("k_0", *value);
    }

    void false_origin() {
        for (const auto& [key, name] : {std::pair("x_0", "false_easting"), std::pair("y_0", "false_northing")}) {
            const auto value = number(name);
            if (value && *value != 0) add(key, *value * m_to_metre);
        }
        if (m_to_metre != 1) word(m_to_metre == 1000 ? "+units=km" : fmt::format("+to_metre={}", m_to_metre));
    }

    bool figure();

    const std::string& missing() const { return m_missing; }
    std::string text() const { return "+proj=" + m_text.substr(1) + " +no_defs +type=crs"; }
    void projection(std::string_view name) { m_text = fmt::format(" {}", name); }

  private:
    const Attributes& m_attributes;
    double m_to_metre;
    std::string m_text;
    std::string m_missing;
};

/// The figure of the Earth; WGS 84 when none is stated (the answer says so).
bool Parameters::figure() {
    const auto prime_meridian = number("longitude_of_prime_meridian");
    if (prime_meridian && *prime_meridian != 0) add("pm", *prime_meridian);
    const auto radius = number("earth_radius");
    const auto major = number("semi_major_axis");
    const auto minor = number("semi_minor_axis");
    const auto flattening = number("inverse_flattening");
    const auto is_length = [](const std::optional<double>& value) { return value && *value > 1000; };
    if (is_length(major) && flattening && *flattening > 1) {
        add("a", *major);
        add("rf", *flattening);
        return true;
    }
    if (is_length(major) && is_length(minor)) {
        add("a", *major);
        add("b", *minor);
        return true;
    }
    if (is_length(major) || is_length(radius)) {
        add("R", is_length(major) ? *major : *radius);
        return true;
    }
    for (const char* name : {"horizontal_datum_name", "reference_ellipsoid_name", "datum", "ellipsoid"}) {
        std::string text = to_lower(text_attribute(m_attributes, name));
        text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '_' || c == '-'; }),
                   text.end());
        if (text.find("wgs84") != std::string::npos || text.find("wgs1984") != std::string::npos ||
            text == "worldgeodeticsystem1984") {
            word("+datum=WGS84");
            return true;
        }
        if (text.find("grs80") != std::string::npos || text.find("grs1980") != std::string::npos) {
            word("+ellps=GRS80");
            return true;
        }
    }
    word("+ellps=WGS84");
    return false;
}

/// With one parallel PROJ's conformal cone touches there; to its equal-area cone the second would be the equator.
void standard_parallels(Parameters& p, bool wants_two) {
    const auto first = p.number("standard_parallel", 0);
    const auto second = p.number("standard_parallel", 1);
    if (!p.require("lat_1", "standard_parallel")) return;
    if (second) p.add("lat_2", *second);
    if (!second && wants_two) p.add("lat_2", *first);
}

void parallel_or_scale(Parameters& p) {
    if (const auto parallel = p.number("standard_parallel")) {
        p.add("lat_ts", *parallel);
    } else {
        p.scale_factor("scale_factor_at_projection_origin");
    }
}

void polar_stereographic(Parameters& p) {
    p.projection("stere");
    const auto origin = p.number("latitude_of_projection_origin");
    const auto parallel = p.number("standard_parallel");
    const double pole = origin ? std::copysign(90, *origin) : parallel && *parallel < 0 ? -90 : 90;
    p.add("lat_0", pole);
    parallel_or_scale(p);
    p.angle("lon_0", {"straight_vertical_longitude_from_pole", "longitude_of_projection_origin"});
}

void rotated_pole(Parameters& p) {
    p.projection("ob_tran +o_proj=longlat");
    p.require("o_lat_p", "grid_north_pole_latitude");
    p.angle("o_lon_p", {"north_pole_grid_longitude"});
    const auto longitude = p.number("grid_north_pole_longitude");
    if (longitude) {
        p.add("lon_0", std::remainder(*longitude + 180, 360));
    } else {
        p.require("lon_0", "grid_north_pole_longitude");
    }
}

void geostationary(Parameters& p, const Attributes& attributes) {
    p.projection("geos");
    p.require("h", "perspective_point_height");
    p.angle("lon_0", {"longitude_of_projection_origin"});
    const std::string sweep = to_lower(text_attribute(attributes, "sweep_angle_axis"));
    const std::string fixed = to_lower(text_attribute(attributes, "fixed_angle_axis"));
    const bool sweeps_x = sweep == "x" || (sweep.empty() && fixed == "y");
    p.word(sweeps_x ? "+sweep=x" : "+sweep=y");
}

/// Projections that are a centre and perhaps a scale.
bool azimuthal(Parameters& p, std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_names{
        {{"azimuthal_equidistant", "aeqd"},
         {"lambert_azimuthal_equal_area", "laea"},
         {"orthographic", "ortho"},
         {"stereographic", "stere"},
         {"vertical_perspective", "nsper"}}};
    const auto known = std::find_if(k_names.begin(), k_names.end(), [&](const auto& row) { return row.first == name; });
    if (known == k_names.end()) return false;
    p.projection(known->second);
    p.angle("lat_0", {"latitude_of_projection_origin"});
    p.angle("lon_0", {"longitude_of_projection_origin"});
    if (name == "stereographic") p.scale_factor("scale_factor_at_projection_origin");
    if (name == "vertical_perspective") p.require("h", "perspective_point_height");
    return true;
}

bool cylindrical(Parameters& p, std::string_view name) {
    if (name == "lambert_cylindrical_equal_area") {
        p.projection("cea");
        parallel_or_scale(p);
        p.angle("lon_0", {"longitude_of_central_meridian"});
    } else if (name == "mercator") {
        p.projection("merc");
        parallel_or_scale(p);
        p.angle("lon_0", {"longitude_of_projection_origin", "longitude_of_central_meridian"});
    } else if (name == "transverse_mercator") {
        p.projection("tmerc");
        p.angle("lat_0", {"latitude_of_projection_origin"});
        p.angle("lon_0", {"longitude_of_central_meridian", "longitude_of_projection_origin"});
        p.scale_factor("scale_factor_at_central_meridian");
    } else if (name == "oblique_mercator") {
        p.projection("omerc");
        p.angle("lat_0", {"latitude_of_projection_origin"});
        p.angle("lonc", {"longitude_of_projection_origin"});
        p.require("alpha", "azimuth_of_central_line");
        p.scale_factor("scale_factor_at_projection_origin");
    } else if (name == "sinusoidal") {
        p.projection("sinu");
        p.angle("lon_0", {"longitude_of_central_meridian", "longitude_of_projection_origin"});
    } else {
        return false;
    }
    return true;
}

bool conical(Parameters& p, std::string_view name) {
    if (name != "albers_conical_equal_area" && name != "lambert_conformal_conic") return false;
    const bool is_albers = name == "albers_conical_equal_area";
    p.projection(is_albers ? "aea" : "lcc");
    standard_parallels(p, is_albers);
    p.angle("lat_0", {"latitude_of_projection_origin"});
    p.angle("lon_0", {"longitude_of_central_meridian"});
    return true;
}

void write_parameters(const Attributes& attributes, double to_metre, GridMapping& mapping) {
    Parameters p(attributes, to_metre);
    bool known = true;
    bool is_angular = false;
    if (mapping.cf_name == "latitude_longitude") {
        p.projection("longlat");
        is_angular = true;
    } else if (mapping.cf_name == "rotated_latitude_longitude") {
        rotated_pole(p);
        is_angular = true;
    } else if (mapping.cf_name == "polar_stereographic") {
        polar_stereographic(p);
    } else if (mapping.cf_name == "geostationary") {
        geostationary(p, attributes);
        mapping.angle_height_m = p.number("perspective_point_height").value_or(0);
    } else {
        known = azimuthal(p, mapping.cf_name) || cylindrical(p, mapping.cf_name) || conical(p, mapping.cf_name);
    }
    if (!known) {
        mapping.problem = fmt::format("grid_mapping_name '{}' is not one of CF's", mapping.cf_name);
        return;
    }
    if (!p.missing().empty()) {
        mapping.problem = fmt::format("grid mapping '{}' ({}) has no {}", mapping.name, mapping.cf_name, p.missing());
        return;
    }
    if (!is_angular) p.false_origin();
    mapping.figure_is_stated = p.figure();
    mapping.parameters = p.text();
}

std::string epsg_of(const Attributes& attributes) {
    for (const char* name :
         {"proj:code", "proj:epsg", "epsg_code", "epsg", "EPSG_code", "EPSG", "spatial_epsg", "horizontal_CRS_code"}) {
        const Attribute* attribute = find_attribute(attributes, name);
        if (attribute == nullptr) continue;
        std::string text = text_attribute(attributes, name);
        const std::string upper_prefix = to_lower(text.substr(0, 5));
        if (upper_prefix == "epsg:") text.erase(0, 5);
        if (text.empty()) {
            const std::vector<double> numbers = attribute_numbers(attributes, name);
            if (numbers.size() == 1 && numbers[0] == std::floor(numbers[0])) text = fmt::format("{:.0f}", numbers[0]);
        }
        const bool is_number = !text.empty() && text.size() <= 9 &&
                               std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (is_number) return "EPSG:" + text;
    }
    return {};
}

/// A text that is a WKT or a PROJJSON: PROJ strings and names of files are not taken from files.
std::string system_text(const Attributes& attributes) {
    for (const char* name : {"crs_wkt", "spatial_ref", "proj:wkt2", "proj:projjson", "esri_pe_string", "WKT", "crs"}) {
        const Attribute* attribute = find_attribute(attributes, name);
        const auto* texts = attribute == nullptr ? nullptr : std::get_if<std::vector<std::string>>(&attribute->values);
        if (texts == nullptr || texts->size() != 1) continue;
        const std::string text = text_attribute({*attribute}, name);
        const std::size_t bracket = text.find_first_of("[({\"'+/");
        const bool is_wkt =
            bracket != std::string::npos && bracket > 3 && (text[bracket] == '[' || text[bracket] == '(');
        if (is_wkt || text.starts_with('{')) return text;
    }
    return {};
}

std::vector<double> numbers_in(const Attributes& attributes, std::string_view name) {
    std::vector<double> numbers = attribute_numbers(attributes, name);
    if (numbers.size() > 1) return numbers;
    numbers.clear();
    for (const std::string& word : attribute_words(attributes, name)) {
        Attribute one{"", Type::character, std::vector<std::string>{word}};
        const std::vector<double> value = attribute_numbers({one}, "");
        if (value.empty()) return {};
        numbers.push_back(value.front());
    }
    return numbers;
}

void read_transform(const Attributes& attributes, GridMapping& mapping) {
    const auto finite = [](const std::vector<double>& numbers) {
        return std::all_of(numbers.begin(), numbers.end(), [](double number) { return std::isfinite(number); });
    };
    for (const char* name : {"proj:transform", "spatial:transform"}) {
        std::vector<double> numbers = numbers_in(attributes, name);
        if (mapping.transform.empty() && numbers.size() >= 6 && finite(numbers)) {
            numbers.resize(6);
            mapping.transform = std::move(numbers);
        }
    }
    for (const char* name : {"GeoTransform", "geotransform"}) {  // origin x, width, row rotation, origin y, ...
        const std::vector<double> g = numbers_in(attributes, name);
        if (mapping.transform.empty() && g.size() == 6 && finite(g)) {
            mapping.transform = {g[1], g[2], g[0], g[4], g[5], g[3]};
        }
    }
    for (const char* name : {"proj:shape", "spatial:shape"}) {
        const std::vector<double> shape = numbers_in(attributes, name);
        const auto is_size = [](double number) { return number >= 1 && number < 1e9; };
        if (!mapping.shape && shape.size() == 2 && is_size(shape[0]) && is_size(shape[1])) {
            mapping.shape = {static_cast<std::uint64_t>(shape[0]), static_cast<std::uint64_t>(shape[1])};
        }
    }
}

void read_statement(const Attributes& attributes, GridMapping& mapping) {
    if (mapping.stated.empty()) mapping.stated = system_text(attributes);
    if (mapping.stated.empty()) mapping.stated = epsg_of(attributes);
    read_transform(attributes, mapping);
}

GridMapping mapping_in(const Anatomy& anatomy, std::uint32_t group, const std::string& name, double to_metre) {
    GridMapping mapping;
    mapping.name = name;
    const auto container = anatomy.names().find(group, name);
    if (!container) {
        mapping.problem = fmt::format("grid mapping '{}' is not in the dataset", name);
        return mapping;
    }
    const Attributes& attributes = variable_of(anatomy.dataset(), *container).attributes;
    mapping.cf_name = to_lower(text_attribute(attributes, "grid_mapping_name"));
    read_statement(attributes, mapping);
    if (!mapping.cf_name.empty()) write_parameters(attributes, to_metre, mapping);
    return mapping;
}

/// "crs: x y crs2: lat lon", or just "crs".
std::vector<GridMapping> named_mappings(const Anatomy& anatomy, const GridMappingRequest& request) {
    std::vector<GridMapping> mappings;
    for (std::string& word : attribute_words(variable_of(anatomy.dataset(), request.data).attributes, "grid_mapping")) {
        const bool is_key = word.back() == ':';
        if (is_key) word.pop_back();
        if (mappings.empty() || is_key) {
            if (mappings.size() == k_most_mappings) break;
            mappings.push_back(mapping_in(anatomy, request.data.group, word, request.to_metre));
        } else if (const auto id = anatomy.names().find(request.data.group, word)) {
            mappings.back().coordinates.push_back(*id);
        }
    }
    return mappings;
}

}  // namespace

std::vector<GridMapping> grid_mappings_of(const Anatomy& anatomy, const GridMappingRequest& request) {
    const Dataset& dataset = anatomy.dataset();
    std::vector<GridMapping> mappings = named_mappings(anatomy, request);
    GridMapping by_attributes;
    const auto read = [&](const Attributes& attributes, std::string name) {
        const bool was_empty = by_attributes.stated.empty();
        read_statement(attributes, by_attributes);
        if (was_empty && !by_attributes.stated.empty()) by_attributes.name = std::move(name);
    };
    read(variable_of(dataset, request.data).attributes, "attributes of " + qualified_name(dataset, request.data));
    const bool has_own_transform = !by_attributes.transform.empty();
    std::uint32_t group = request.data.group;
    for (std::size_t level = 0; level < k_most_levels; ++level) {
        read(dataset.groups[group].attributes,
             group == 0 ? "global attributes" : "attributes of " + dataset.groups[group].path);
        if (group == 0 || dataset.groups[group].parent >= group) break;
        group = dataset.groups[group].parent;
    }
    // Of a group, a transform is that of some of its arrays: which, only a shape says.
    if (!by_attributes.shape && !has_own_transform) by_attributes.transform.clear();
    if (mappings.empty() && !by_attributes.stated.empty()) {
        mappings.push_back(std::move(by_attributes));
    } else if (mappings.size() == 1) {
        if (mappings[0].transform.empty()) mappings[0].transform = by_attributes.transform;
        if (!mappings[0].shape) mappings[0].shape = by_attributes.shape;
    }
    return mappings;
}

}  // namespace cairn
