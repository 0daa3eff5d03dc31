#include <algorithm>

#include "tests/property/cells/cells.hpp"

namespace cairn::testing {

namespace {

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

Made axes(Random& random, bool is_empty) { return rectilinear(random, is_empty, false); }
Made axes_with_bounds(Random& random, bool is_empty) { return rectilinear(random, is_empty, true); }

/// Centres (row after row) about 3 degrees apart; `missing` ones are NaN.
struct Lattice {
    std::size_t rows;
    std::size_t columns;
    std::vector<bool> missing;
    std::vector<Position> centres;
};

Lattice any_lattice(Random& random, bool is_empty) {
    Lattice lattice{3 + random() % 6, 3 + random() % 6, {}, {}};
    lattice.missing = holes(random, lattice.rows * lattice.columns, is_empty);
    const double west = between(random, -180, 180);
    const double south = between(random, -60, 30);
    for (std::size_t i = 0; i < lattice.missing.size(); ++i) {
        const double y = south + 3 * static_cast<double>(i / lattice.columns) + between(random, 0, 1);
        lattice.centres.push_back({west + 3 * static_cast<double>(i % lattice.columns) + between(random, 0, 1), y});
    }
    return lattice;
}

DatasetBuilder dataset_of(const Lattice& lattice, Random& random) {
    Doubles lat;
    Doubles lon;
    for (std::size_t i = 0; i < lattice.centres.size(); ++i) {
        lat.push_back(lattice.missing[i] ? std::nan("") : lattice.centres[i].lat_deg);
        lon.push_back(lattice.missing[i] ? std::nan("") : spelled(random, lattice.centres[i].lon_deg));
    }
    DatasetBuilder build;
    build.dimension("y", lattice.rows).dimension("x", lattice.columns);
    build.variable("lat", {"y", "x"}, {north()}, lat).variable("lon", {"y", "x"}, {east()}, lon);
    build.variable("t", {"y", "x"}, {text("coordinates", "lat lon")});
    return build;
}

Made lattice(Random& random, bool is_empty) {
    const Lattice cells = any_lattice(random, is_empty);
    Made made;
    made.build = dataset_of(cells, random);
    for (std::size_t i = 0; i < cells.centres.size(); ++i)
        if (!cells.missing[i]) made.corners.push_back(cells.centres[i]);
    return made;
}

/// A lattice whose cells have four vertices each, in any turn of longitude.
Made lattice_with_vertices(Random& random, bool is_empty) {
    const Lattice cells = any_lattice(random, is_empty);
    Made made;
    made.build = dataset_of(cells, random);
    Doubles lat;
    Doubles lon;
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        const auto [x, y] = cells.centres[i];
        const double half = between(random, 0.5, 1);
        const Position corners[]{
            {x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}};
        for (const Position& corner : corners) {
            lat.push_back(cells.missing[i] ? std::nan("") : corner.lat_deg);
            lon.push_back(cells.missing[i] ? std::nan("") : spelled(random, corner.lon_deg));
            if (!cells.missing[i]) made.corners.push_back(corner);
        }
    }
    made.build.dimension("v", 4);
    made.build.variable("lat_v", {"y", "x", "v"}, {}, lat).variable("lon_v", {"y", "x", "v"}, {}, lon);
    made.build.set("lat", text("bounds", "lat_v")).set("lon", text("bounds", "lon_v"));
    return made;
}

/// Scan lines that lean along an orbit, with a time for each pixel.
Made swath(Random& random, bool is_empty) {
    Made made;
    const std::size_t lines = 4 + random() % 12;
    const std::size_t pixels = 3 + random() % 8;
    const std::vector<bool> missing = holes(random, lines * pixels, is_empty);
    const double west = between(random, -180, 180);
    const double south = between(random, -60, 20);
    const double lean = between(random, -0.4, 0.4);
    Doubles lat;
    Doubles lon;
    Doubles time;
    for (std::size_t i = 0; i < lines * pixels; ++i) {
        const auto line = static_cast<double>(i / pixels);
        const auto pixel = static_cast<double>(i % pixels);
        const Position place{west + lean * line + 2 * pixel, south + 2 * line - lean * pixel};
        lat.push_back(missing[i] ? std::nan("") : place.lat_deg);
        lon.push_back(missing[i] ? std::nan("") : spelled(random, place.lon_deg));
        time.push_back(line + pixel / 100);
        if (!missing[i]) made.corners.push_back(place);
    }
    made.build.dimension("line", lines).dimension("pixel", pixels);
    made.build.variable("lat", {"line", "pixel"}, {north()}, lat).variable("lon", {"line", "pixel"}, {east()}, lon);
    made.build.variable("time", {"line", "pixel"}, {text("units", "seconds since 2020-01-01")}, time);
    made.build.variable("radiance", {"line", "pixel"}, {});
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

}  // namespace

std::vector<MakerOfCells> makers_on_axes() {
    return {{"axes", axes},       {"axes with bounds", axes_with_bounds},
            {"lattice", lattice}, {"lattice with vertices", lattice_with_vertices},
            {"swath", swath},     {"points", points}};
}

}  // namespace cairn::testing
