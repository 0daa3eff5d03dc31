// The invariant of all places, over every kind of grid: each cell that has a place lies in the box (by its corners
// where they are known, else by its centre), the box is spanned by cells that exist, and no cells have no box.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

using Random = std::mt19937;

double between(Random& random, double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
}

/// A dataset and the corners (or centres) of its cells, as far as these have a place.
struct Made {
    DatasetBuilder build;
    std::vector<Position> corners;
    double tolerance_deg = 2e-6;  ///< boxes are compared as published, to six decimals
};

Attribute north() { return text("units", "degrees_north"); }
Attribute east() { return text("units", "degrees_east"); }

/// A tenth of the values, or all of them, missing.
std::vector<bool> holes(Random& random, std::size_t count, bool is_empty) {
    std::vector<bool> missing(count);
    for (std::size_t i = 0; i < count; ++i) missing[i] = is_empty || random() % 10 == 0;
    return missing;
}

/// In any convention of longitude, HYCOM's included.
double spelled(Random& random, double lon_deg) {
    const double turns = static_cast<double>(random() % 4) - 1;
    return std::remainder(lon_deg, 360) + 360 * turns;
}

Made rectilinear(Random& random, bool is_empty, bool has_bounds) {
    Made made;
    const std::size_t rows = 2 + random() % 6;
    const std::size_t columns = 2 + random() % 6;
    // Irregular, so that no half cell is inferred, and no wider than half of the globe.
    Doubles lat;
    Doubles lon;
    for (std::size_t i = 0; i < rows; ++i) lat.push_back(-60 + 20 * static_cast<double>(i) + between(random, 0, 8));
    const double west = between(random, -180, 180);
    for (std::size_t i = 0; i < columns; ++i) lon.push_back(west + 20 * static_cast<double>(i) + between(random, 0, 8));
    if (is_empty) std::fill(lon.begin(), lon.end(), std::nan(""));
    made.build.dimension("lat", rows).dimension("lon", columns).dimension("two", 2);
    made.build.variable("lat", {"lat"}, {north()}, lat).variable("lon", {"lon"}, {east()}, lon);
    made.build.variable("t", {"lat", "lon"}, {});
    const double half = has_bounds ? 2 : 0;
    if (has_bounds && !is_empty) {
        made.build.set("lat", text("bounds", "lat_b")).set("lon", text("bounds", "lon_b"));
        made.build.variable("lat_b", {"lat", "two"}, {}, bounds_around(lat, half));
        made.build.variable("lon_b", {"lon", "two"}, {}, bounds_around(lon, half));
    }
    if (is_empty) return made;
    for (const double y : lat) {
        for (const double x : lon) {
            for (const double side : {-half, half}) {
                made.corners.push_back({x + side, y + side});
                made.corners.push_back({x + side, y - side});
            }
        }
    }
    return made;
}

Made lattice(Random& random, bool is_empty) {
    Made made;
    const std::size_t rows = 3 + random() % 6;
    const std::size_t columns = 3 + random() % 6;
    const std::vector<bool> missing = holes(random, rows * columns, is_empty);
    const double west = between(random, -180, 180);
    const double south = between(random, -60, 30);
    Doubles lat;
    Doubles lon;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        const double y = south + 3 * static_cast<double>(i / columns) + between(random, 0, 1);
        const double x = west + 3 * static_cast<double>(i % columns) + between(random, 0, 1);
        lat.push_back(missing[i] ? std::nan("") : y);
        lon.push_back(missing[i] ? std::nan("") : spelled(random, x));
        if (!missing[i]) made.corners.push_back({x, y});
    }
    made.build.dimension("y", rows).dimension("x", columns);
    made.build.variable("lat", {"y", "x"}, {north()}, lat).variable("lon", {"y", "x"}, {east()}, lon);
    made.build.variable("t", {"y", "x"}, {text("coordinates", "lat lon")});
    return made;
}

Made points(Random& random, bool is_empty) {
    Made made;
    const std::size_t count = 1 + random() % 20;
    const std::vector<bool> missing = holes(random, count, is_empty);
    Doubles lat;
    Doubles lon;
    const double west = between(random, -180, 180);
    for (std::size_t i = 0; i < count; ++i) {
        const Position place{west + between(random, 0, 150), between(random, -80, 80)};
        lat.push_back(missing[i] ? std::nan("") : place.lat_deg);
        lon.push_back(missing[i] ? std::nan("") : spelled(random, place.lon_deg));
        if (!missing[i]) made.corners.push_back(place);
    }
    made.build.dimension("n", count);
    made.build.variable("lat", {"n"}, {north()}, lat).variable("lon", {"n"}, {east()}, lon);
    made.build.variable("t", {"n"}, {text("coordinates", "lat lon")});
    return made;
}

/// Triangles between random nodes near each other.
Made faces(Random& random, bool is_empty) {
    Made made;
    const std::size_t count = 1 + random() % 10;
    Doubles lat;
    Doubles lon;
    Integers table;
    const double west = between(random, -180, 180);
    for (std::size_t face = 0; face < count; ++face) {
        const Position middle{west + between(random, 0, 100), between(random, -70, 70)};
        for (int corner = 0; corner < 3; ++corner) {
            const Position node{middle.lon_deg + between(random, -3, 3), middle.lat_deg + between(random, -3, 3)};
            table.push_back(static_cast<std::int64_t>(lat.size()));
            lat.push_back(is_empty ? std::nan("") : node.lat_deg);
            lon.push_back(is_empty ? std::nan("") : spelled(random, node.lon_deg));
            if (!is_empty) made.corners.push_back(node);
        }
    }
    made.build.dimension("node", lat.size()).dimension("face", count).dimension("three", 3);
    made.build.variable("mesh", {},
                        {text("cf_role", "mesh_topology"), text("node_coordinates", "lon lat"),
                         text("face_node_connectivity", "nodes")});
    made.build.variable("lat", {"node"}, {north()}, lat).variable("lon", {"node"}, {east()}, lon);
    made.build.variable("nodes", {"face", "three"}, {number("start_index", 0, Type::int32)}, table, Type::int32);
    made.build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
    return made;
}

Made geometries(Random& random, bool is_empty) {
    Made made = faces(random, is_empty);
    const std::uint64_t count = made.build.dataset().groups[0].dimensions[1].size;
    made.build.remove("t").remove("mesh").remove("nodes");
    made.build.variable("node_count", {"face"}, {}, Integers(count, 3), Type::int32);
    made.build.variable(
        "shapes", {},
        {text("geometry_type", "polygon"), text("node_coordinates", "lon lat"), text("node_count", "node_count")});
    made.build.variable("t", {"face"}, {text("geometry", "shapes")});
    return made;
}

Made made_of_kind(int kind, Random& random, bool is_empty) {
    switch (kind) {
        case 0:
            return rectilinear(random, is_empty, false);
        case 1:
            return rectilinear(random, is_empty, true);
        case 2:
            return lattice(random, is_empty);
        case 3:
            return points(random, is_empty);
        case 4:
            return faces(random, is_empty);
        default:
            return geometries(random, is_empty);
    }
}

constexpr int k_kinds = 6;
constexpr int k_rounds = 150;

bool is_within(const Box& box, const Position& place, double tolerance) {
    const bool lat = place.lat_deg >= box.lat.south_deg - tolerance && place.lat_deg <= box.lat.north_deg + tolerance;
    return lat && (box.lon.contains(place.lon_deg) || box.lon.contains(place.lon_deg - tolerance) ||
                   box.lon.contains(place.lon_deg + tolerance));
}

bool touches(const std::vector<Position>& corners, double edge, bool is_lon, double tolerance) {
    return std::any_of(corners.begin(), corners.end(), [&](const Position& corner) {
        const double value = is_lon ? corner.lon_deg : corner.lat_deg;
        return std::abs(is_lon ? std::remainder(value - edge, 360) : value - edge) <= tolerance;
    });
}

}  // namespace

TEST_CASE("every cell lies in the box, and cells span it") {
    Random random(20261);
    for (int round = 0; round < k_rounds; ++round) {
        for (int kind = 0; kind < k_kinds; ++kind) {
            const Made made = made_of_kind(kind, random, false);
            const Footprint footprint = made.build.read().granule.footprint;
            INFO("kind " << kind << ", round " << round << ": " << footprint.reason);
            if (made.corners.empty()) {
                CHECK_FALSE(footprint.box.has_value());
                continue;
            }
            REQUIRE(footprint.box.has_value());
            const Box& box = *footprint.box;
            const bool all_within = std::all_of(made.corners.begin(), made.corners.end(), [&](const Position& corner) {
                return is_within(box, corner, made.tolerance_deg);
            });
            CHECK(all_within);
            CHECK_FALSE(box.lon.is_full());
            CHECK(touches(made.corners, box.lat.south_deg, false, made.tolerance_deg));
            CHECK(touches(made.corners, box.lat.north_deg, false, made.tolerance_deg));
            CHECK(touches(made.corners, box.lon.west_deg(), true, made.tolerance_deg));
            CHECK(touches(made.corners, box.lon.east_deg(), true, made.tolerance_deg));
        }
    }
}

TEST_CASE("no cells have no box, whatever the grid") {
    Random random(20262);
    for (int round = 0; round < k_rounds; ++round) {
        for (int kind = 0; kind < k_kinds; ++kind) {
            const Footprint footprint = made_of_kind(kind, random, true).build.read().granule.footprint;
            INFO("kind " << kind << ", round " << round);
            CHECK_FALSE(footprint.box.has_value());
            CHECK_FALSE(footprint.reason.empty());
        }
    }
}
