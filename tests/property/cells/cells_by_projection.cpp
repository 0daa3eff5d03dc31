// The inverse of each projection is written here in closed form, on a sphere.
#include <algorithm>

#include "tests/property/cells/cells.hpp"

namespace cairn::testing {

namespace {

constexpr double k_radius_m = 6'371'000;

/// Regular axes, which reach half a cell beyond their values.
struct Plane {
    Doubles x;
    Doubles y;

    static Plane any(Random& random, double west, double south, double step) {
        return {axis(west, step, 2 + random() % 8), axis(south, -step, 2 + random() % 8)};
    }
};

/// Places along the outer edge of the cells, by `place`.
template <class Place>
std::vector<Position> edge_of(const Plane& plane, const Place& place) {
    constexpr int k_steps = 720;
    const auto edges = [](const Doubles& values) {
        const double half = (values[1] - values[0]) / 2;
        return std::pair(values.front() - half, values.back() + half);
    };
    const auto [west, east] = edges(plane.x);
    const auto [north, south] = edges(plane.y);
    std::vector<Position> edge;
    for (int i = 0; i <= k_steps; ++i) {
        const double share = static_cast<double>(i) / k_steps;
        edge.push_back(place(west + share * (east - west), north));
        edge.push_back(place(west + share * (east - west), south));
        edge.push_back(place(west, north + share * (south - north)));
        edge.push_back(place(east, north + share * (south - north)));
    }
    return edge;
}

DatasetBuilder dataset_of(const Plane& plane, bool is_empty, std::vector<Attribute> mapping, const std::string& prefix,
                          const std::string& suffix, const char* units) {
    const auto values = [&](const Doubles& axis) { return is_empty ? Doubles(axis.size(), std::nan("")) : axis; };
    DatasetBuilder build;
    build.dimension("y", plane.y.size()).dimension("x", plane.x.size());
    build.variable(
        "y", {"y"},
        {text("standard_name", prefix + (suffix == "_coordinate" ? "y" : "latitude") + suffix), text("units", units)},
        values(plane.y));
    build.variable(
        "x", {"x"},
        {text("standard_name", prefix + (suffix == "_coordinate" ? "x" : "longitude") + suffix), text("units", units)},
        values(plane.x));
    build.variable("crs", {}, std::move(mapping));
    build.variable("t", {"y", "x"}, {text("grid_mapping", "crs")});
    return build;
}

DatasetBuilder metres(const Plane& plane, bool is_empty, std::vector<Attribute> mapping) {
    mapping.push_back(number("earth_radius", k_radius_m));
    return dataset_of(plane, is_empty, std::move(mapping), "projection_", "_coordinate", "m");
}

Position of_mercator(double x, double y, double lon_0) {
    return {lon_0 + x / k_radius_m / k_radians, std::atan(std::sinh(y / k_radius_m)) / k_radians};
}

Made mercator(Random& random, bool is_empty) {
    const double lon_0 = between(random, -180, 180);
    const Plane plane =
        Plane::any(random, between(random, -8e6, 2e6), between(random, -3e6, 7e6), between(random, 1e4, 5e5));
    Made made{metres(plane, is_empty,
                     {text("grid_mapping_name", "mercator"), number("longitude_of_projection_origin", lon_0),
                      number("scale_factor_at_projection_origin", 1)}),
              {}};
    if (!is_empty) made.corners = edge_of(plane, [&](double x, double y) { return of_mercator(x, y, lon_0); });
    return made;
}

/// Beside the pole: a grid around it is in test_space.cpp.
Made stereographic(Random& random, bool is_empty) {
    const double lon_0 = between(random, -180, 180);
    const double sign = random() % 2 == 0 ? 1 : -1;
    const double step = between(random, 1e4, 2e5);
    const Plane plane = Plane::any(random, between(random, 3e5, 3e6), between(random, -2e6, 2e6), step);
    const auto place = [&](double x, double y) {
        const double colatitude = 2 * std::atan(std::hypot(x, y) / (2 * k_radius_m)) / k_radians;
        return Position{lon_0 + std::atan2(x, -sign * y) / k_radians, sign * (90 - colatitude)};
    };
    Made made{metres(plane, is_empty,
                     {text("grid_mapping_name", "polar_stereographic"),
                      number("straight_vertical_longitude_from_pole", lon_0), number("standard_parallel", 90 * sign),
                      number("latitude_of_projection_origin", 90 * sign)}),
              {},
              2e-3};
    if (!is_empty) made.corners = edge_of(plane, place);
    return made;
}

/// Domains at the middle of a rotated grid, whose pole is 30 to 60 degrees from that of the Earth.
Made rotated_pole(Random& random, bool is_empty) {
    const double pole_lat = between(random, 30, 60);
    const double pole_lon = between(random, -180, 180);
    const Plane plane = Plane::any(random, between(random, -10, 5), between(random, 0, 10), between(random, 0.1, 1));
    const auto place = [&](double x, double y) {
        const double lat = y * k_radians;
        const double lon = x * k_radians;
        const double pole = pole_lat * k_radians;
        const double sine = std::sin(pole) * std::sin(lat) + std::cos(pole) * std::cos(lat) * std::cos(lon);
        const double turn = std::atan2(std::cos(lat) * std::sin(lon),
                                       std::sin(pole) * std::cos(lat) * std::cos(lon) - std::cos(pole) * std::sin(lat));
        return Position{pole_lon + 180 + turn / k_radians, std::asin(sine) / k_radians};
    };
    Made made{dataset_of(plane, is_empty,
                         {text("grid_mapping_name", "rotated_latitude_longitude"),
                          number("grid_north_pole_latitude", pole_lat), number("grid_north_pole_longitude", pole_lon)},
                         "grid_", "", "degrees"),
              {},
              2e-3};
    if (!is_empty) made.corners = edge_of(plane, place);
    return made;
}

/// Nodes of a mesh in metres of a projection.
Made projected_mesh(Random& random, bool is_empty) {
    const double lon_0 = between(random, -180, 180);
    Made made;
    Doubles x;
    Doubles y;
    Integers table;
    const std::size_t count = 1 + random() % 8;
    for (std::size_t node = 0; node < 3 * count; ++node) {
        x.push_back(is_empty ? std::nan("") : between(random, -2e6, 2e6));
        y.push_back(is_empty ? std::nan("") : between(random, -5e6, 5e6));
        table.push_back(static_cast<std::int64_t>(node));
        if (!is_empty) made.corners.push_back(of_mercator(x.back(), y.back(), lon_0));
    }
    made.build.dimension("node", 3 * count).dimension("face", count).dimension("three", 3);
    made.build.variable(
        "mesh", {},
        {text("cf_role", "mesh_topology"), text("node_coordinates", "x y"), text("face_node_connectivity", "nodes")});
    made.build.variable("x", {"node"}, {text("standard_name", "projection_x_coordinate"), text("units", "m")}, x);
    made.build.variable("y", {"node"}, {text("standard_name", "projection_y_coordinate"), text("units", "m")}, y);
    made.build.variable("nodes", {"face", "three"}, {}, table, Type::int32);
    made.build.variable("crs", {},
                        {text("grid_mapping_name", "mercator"), number("longitude_of_projection_origin", lon_0),
                         number("scale_factor_at_projection_origin", 1), number("earth_radius", k_radius_m)});
    made.build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face"), text("grid_mapping", "crs")});
    return made;
}

/// Rows and columns that are bent in the plane of a projection: two-dimensional x and y.
Made bent_plane(Random& random, bool is_empty) {
    const double lon_0 = between(random, -180, 180);
    const std::size_t rows = 3 + random() % 6;
    const std::size_t columns = 3 + random() % 6;
    Made made;
    Doubles x;
    Doubles y;
    for (std::size_t i = 0; i < rows * columns; ++i) {
        const auto row = static_cast<double>(i / columns);
        const auto column = static_cast<double>(i % columns);
        x.push_back(is_empty ? std::nan("") : -1e6 + 1e5 * column + 2e4 * row + between(random, 0, 1e4));
        y.push_back(is_empty ? std::nan("") : 2e6 + 1e5 * row - 2e4 * column + between(random, 0, 1e4));
        if (!is_empty) made.corners.push_back(of_mercator(x.back(), y.back(), lon_0));
    }
    made.build.dimension("j", rows).dimension("i", columns);
    made.build.variable("x", {"j", "i"}, {text("standard_name", "projection_x_coordinate"), text("units", "m")}, x);
    made.build.variable("y", {"j", "i"}, {text("standard_name", "projection_y_coordinate"), text("units", "m")}, y);
    made.build.variable("crs", {},
                        {text("grid_mapping_name", "mercator"), number("longitude_of_projection_origin", lon_0),
                         number("scale_factor_at_projection_origin", 1), number("earth_radius", k_radius_m)});
    made.build.variable("t", {"j", "i"}, {text("coordinates", "x y"), text("grid_mapping", "crs")});
    return made;
}

/// Cells of the belt around the equator, where the corners are half a step of longitude and of the sine of latitude
/// away (Gorski et al. 2005, section 5.1), in the order of rings.
Made healpix(Random& random, bool is_empty) {
    const auto nside = std::int64_t{4} << (random() % 4);
    const std::int64_t first = 2 * nside * (nside - 1) + 4 * nside;  // behind the cap and the ring at its edge
    const std::int64_t count = 4 * nside * (2 * nside - 2);
    const std::int64_t begin = static_cast<std::int64_t>(random()) % count;
    Made made;
    Integers cells;
    for (std::size_t i = 0; i < 1 + random() % 9; ++i) {
        const std::int64_t cell = first + (begin + static_cast<std::int64_t>(random() % 20)) % count;
        cells.push_back(is_empty ? -1 : cell);
        if (is_empty) continue;
        const std::int64_t in_belt = cell - 2 * nside * (nside - 1);
        const std::int64_t ring = in_belt / (4 * nside) + nside;
        const double shift = (ring + nside) % 2 == 0 ? 0.5 : 1;
        const double step = 90 / static_cast<double>(nside);
        const double lon = (static_cast<double>(in_belt % (4 * nside)) + 1 - shift) * step;
        const auto lat = [&](std::int64_t at) {
            return std::asin(static_cast<double>(2 * nside - at) * 2 / (3 * static_cast<double>(nside))) / k_radians;
        };
        made.corners.push_back({lon - step / 2, lat(ring)});
        made.corners.push_back({lon + step / 2, lat(ring)});
        made.corners.push_back({lon, lat(ring - 1)});
        made.corners.push_back({lon, lat(ring + 1)});
    }
    made.build.dimension("cell", cells.size());
    made.build.variable("crs", {},
                        {text("grid_mapping_name", "healpix"), number("healpix_nside", static_cast<double>(nside)),
                         text("healpix_order", "ring")});
    made.build.variable("cell", {"cell"}, {number("_FillValue", -1, Type::int64)}, cells, Type::int64);
    made.build.variable("t", {"cell"}, {text("grid_mapping", "crs")});
    return made;
}

/// The last gate of each ray lies on the great circle of its azimuth.
Made radar(Random& random, bool is_empty) {
    const Position antenna{between(random, -180, 180), between(random, -70, 70)};
    const double reach_m = between(random, 2e4, 4e5);
    Doubles azimuths;
    for (std::size_t i = 0; i < 1 + random() % 40; ++i) azimuths.push_back(between(random, 0, 360));
    Made made;
    made.build.dimension("time", azimuths.size()).dimension("range", 5);
    made.build.variable("latitude", {}, {north()}, Doubles{is_empty ? std::nan("") : antenna.lat_deg});
    made.build.variable("longitude", {}, {east()}, Doubles{is_empty ? std::nan("") : spelled(random, antenna.lon_deg)});
    made.build.variable("range", {"range"},
                        {text("standard_name", "projection_range_coordinate"), text("units", "meters")},
                        axis(reach_m / 5, reach_m / 5, 5));
    made.build.variable("azimuth", {"time"}, {text("standard_name", "ray_azimuth_angle"), text("units", "degrees")},
                        azimuths);
    made.build.variable("DBZ", {"time", "range"}, {text("coordinates", "elevation azimuth range")});
    if (is_empty) return made;
    made.corners.push_back(antenna);
    const double lat = antenna.lat_deg * k_radians;
    const double far = reach_m / k_radius_m;
    for (const double azimuth : azimuths) {
        // The antenna's zenith turned towards the azimuth, in the frame of its meridian.
        const double up = std::cos(far);
        const double to_north = std::sin(far) * std::cos(azimuth * k_radians);
        const double to_east = std::sin(far) * std::sin(azimuth * k_radians);
        const double out = up * std::cos(lat) - to_north * std::sin(lat);
        made.corners.push_back({antenna.lon_deg + std::atan2(to_east, out) / k_radians,
                                std::asin(up * std::sin(lat) + to_north * std::cos(lat)) / k_radians});
    }
    return made;
}

}  // namespace

std::vector<MakerOfCells> makers_by_projection() {
    return {{"Mercator", mercator},
            {"polar stereographic", stereographic},
            {"rotated pole", rotated_pole},
            {"projected mesh", projected_mesh},
            {"bent plane", bent_plane},
            {"HEALPix", healpix},
            {"radar", radar}};
}

}  // namespace cairn::testing
