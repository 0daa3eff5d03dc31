#include "builder/interpret/space/mapping_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "builder/cf/words.hpp"

namespace cairn {

namespace {

using Attributes = std::vector<Attribute>;

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

}  // namespace

void read_parameters(const std::vector<Attribute>& attributes, double to_metre, GridMapping& mapping) {
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

}  // namespace cairn
