// Whatever grid mappings, transforms and lattices say: nothing crashes, and a footprint keeps its invariants.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::Attribute;
using cairn::Type;

namespace {

using Random = std::mt19937_64;

template <class T>
const T& pick(Random& random, const std::vector<T>& choices) {
    return choices[random() % choices.size()];
}

double any_number(Random& random) {
    static const std::vector<double> k_numbers{0,
                                               1,
                                               -1,
                                               45,
                                               90,
                                               -90,
                                               89.9999,
                                               180,
                                               -180,
                                               360,
                                               1e-9,
                                               0.5,
                                               0.9996,
                                               6371229,
                                               6378137,
                                               298.257223563,
                                               1e20,
                                               1e308,
                                               2e-9,
                                               35e6,
                                               5e5,
                                               -1e6,
                                               4,
                                               1e9,
                                               1e12,
                                               -1e12,
                                               32632,
                                               4326,
                                               3857,
                                               1e-310,
                                               29,
                                               65.5,
                                               std::numeric_limits<double>::quiet_NaN(),
                                               std::numeric_limits<double>::infinity()};
    return pick(random, k_numbers);
}

Attribute any_mapping_attribute(Random& random) {
    static const std::vector<std::string> k_numeric{"semi_major_axis",
                                                    "semi_minor_axis",
                                                    "inverse_flattening",
                                                    "earth_radius",
                                                    "standard_parallel",
                                                    "longitude_of_central_meridian",
                                                    "latitude_of_projection_origin",
                                                    "longitude_of_projection_origin",
                                                    "straight_vertical_longitude_from_pole",
                                                    "false_easting",
                                                    "false_northing",
                                                    "scale_factor_at_projection_origin",
                                                    "scale_factor_at_central_meridian",
                                                    "azimuth_of_central_line",
                                                    "perspective_point_height",
                                                    "grid_north_pole_latitude",
                                                    "grid_north_pole_longitude",
                                                    "north_pole_grid_longitude",
                                                    "longitude_of_prime_meridian",
                                                    "proj:epsg",
                                                    "healpix_nside",
                                                    "refinement_level",
                                                    "proj:transform",
                                                    "proj:shape"};
    static const std::vector<std::string> k_texts{
        "GeoTransform",  "crs_wkt",          "spatial_ref", "proj:code",
        "healpix_order", "sweep_angle_axis", "proj:shape",  "horizontal_datum_name"};
    static const std::vector<std::string> k_values{"0 1 0 0 0 -1",  "1e300 1 0 0 0 1",
                                                   "10 0 0 20 0 0", "EPSG:32632",
                                                   "EPSG:0",        "nested",
                                                   "ring",          "x",
                                                   "GEOGCS[\"a\"",  "PROJCS[]",
                                                   "{\"type\": 3}", "2 3",
                                                   "WGS 84",        "99999999999999999999"};
    if (random() % 3 == 0) return text(pick(random, k_texts), pick(random, k_values));
    Doubles numbers;
    for (std::size_t i = 1 + random() % 2; i > 0; --i) numbers.push_back(any_number(random));
    if (random() % 8 == 0) numbers.assign(6, any_number(random));
    return {pick(random, k_numeric), Type::float64, numbers};
}

DatasetBuilder any_grid(Random& random) {
    static const std::vector<std::string> k_mappings{"albers_conical_equal_area",
                                                     "azimuthal_equidistant",
                                                     "geostationary",
                                                     "healpix",
                                                     "lambert_azimuthal_equal_area",
                                                     "lambert_conformal_conic",
                                                     "lambert_cylindrical_equal_area",
                                                     "latitude_longitude",
                                                     "mercator",
                                                     "oblique_mercator",
                                                     "orthographic",
                                                     "polar_stereographic",
                                                     "rotated_latitude_longitude",
                                                     "sinusoidal",
                                                     "stereographic",
                                                     "transverse_mercator",
                                                     "vertical_perspective"};
    static const std::vector<std::string> k_units{"m", "km", "degrees", "rad", "", "1", "furlong"};
    DatasetBuilder build;
    build.dimension("y", 1 + random() % 4).dimension("x", 1 + random() % 4).dimension("v", 4);
    std::vector<Attribute> attributes{text("grid_mapping_name", pick(random, k_mappings))};
    for (std::size_t i = random() % 9; i > 0; --i) attributes.push_back(any_mapping_attribute(random));
    build.variable("crs", {}, attributes);
    for (const char* name : {"x", "y"}) {
        if (random() % 6 == 0) continue;
        const double step = any_number(random);
        build.variable(
            name, {name},
            {text("standard_name", std::string("projection_") + name + "_coordinate"),
             text("units", pick(random, k_units))},
            axis(any_number(random), step, build.dataset().groups[0].dimensions[name[0] == 'y' ? 0 : 1].size));
    }
    build.variable("t", {"y", "x"}, {text("grid_mapping", "crs")});
    if (random() % 3 > 0) return build;
    const std::size_t cells =
        build.dataset().groups[0].dimensions[0].size * build.dataset().groups[0].dimensions[1].size;
    for (const char* name : {"lat", "lon"}) {
        Doubles values;
        Doubles vertices;
        for (std::size_t i = 0; i < cells; ++i) values.push_back(any_number(random));
        for (std::size_t i = 0; i < 4 * cells; ++i) vertices.push_back(any_number(random));
        build.variable(name, {"y", "x"},
                       {text("standard_name", std::string(name) + "itude"), text("bounds", std::string(name) + "_v")},
                       values);
        build.variable(std::string(name) + "_v", {"y", "x", "v"}, {}, vertices);
    }
    build.set("lon", text("standard_name", "longitude")).set("lat", text("standard_name", "latitude"));
    build.set("t", text("coordinates", "lat lon"));
    return build;
}

void check_projection(const cairn::Projection& projection) {
    for (const double value : projection.transform) REQUIRE(std::isfinite(value));
    REQUIRE((projection.transform.empty() || projection.transform.size() == 6));
    if (!projection.bbox) return;
    for (const double value : *projection.bbox) REQUIRE(std::isfinite(value));
    REQUIRE((*projection.bbox)[0] <= (*projection.bbox)[2]);
    REQUIRE((*projection.bbox)[1] <= (*projection.bbox)[3]);
}

}  // namespace

TEST_CASE("property: any grid has a footprint that can be written, or a reason") {
    Random random(4242);
    std::size_t known = 0;
    for (int i = 0; i < 1'500; ++i) {
        const auto read = any_grid(random).read();
        const cairn::Granule& granule = read.granule;
        REQUIRE((granule.footprint.box.has_value() || !granule.footprint.reason.empty()));
        if (granule.projection) check_projection(*granule.projection);
        if (!granule.footprint.box) continue;
        ++known;
        const cairn::Box& box = *granule.footprint.box;
        REQUIRE_FALSE(box.lon.is_empty());
        REQUIRE(box.lat.south_deg >= -90);
        REQUIRE(box.lat.south_deg <= box.lat.north_deg);
        REQUIRE(box.lat.north_deg <= 90);
        if (!granule.footprint.outline) continue;
        for (const auto& ring : granule.footprint.outline->rings) {
            REQUIRE(ring.size() >= 4);
            REQUIRE(ring.front() == ring.back());
            for (const cairn::Position& place : ring) {
                REQUIRE(std::abs(place.lon_deg) <= 180);
                REQUIRE(std::abs(place.lat_deg) <= 90);
            }
        }
    }
    CHECK(known > 100);
}
