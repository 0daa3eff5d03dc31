#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "builder/interpret/space/healpix.hpp"
#include "tests/unit/interpret/datasets.hpp"

using namespace cairn::testing;
using cairn::HealpixOrder;

namespace {

DatasetBuilder healpix(std::uint64_t cells, const char* order) {
    DatasetBuilder build;
    build.dimension("cell", cells);
    build.variable("crs", {},
                   {text("grid_mapping_name", "healpix"), number("healpix_nside", 2), text("healpix_order", order)});
    build.variable("ts", {"cell"}, {text("grid_mapping", "crs")});
    return build;
}

DatasetBuilder places(const Doubles& lat, const Doubles& lon) {
    DatasetBuilder build;
    build.dimension("n", lat.size());
    build.variable("lat", {"n"}, {text("units", "degrees_north")}, lat);
    build.variable("lon", {"n"}, {text("units", "degrees_east")}, lon);
    build.variable("t", {"n"}, {text("coordinates", "lat lon")});
    return build;
}

std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }
std::string reason_of(const DatasetBuilder& build) { return build.read().granule.footprint.reason; }

}  // namespace

TEST_CASE("points have their box, and are a dimension of geometries") {
    const auto read = places({1, 2, 3, 4}, {359, 0, 1, 2}).read();
    CHECK(box_text(read.granule.footprint) == "-1 1 2 4");
    CHECK(dimension_named(*read.granule.cube, "n").kind == cairn::DimensionKind::geometry);
    CHECK(dimension_named(*read.granule.cube, "n").box == read.granule.footprint.box);
}

TEST_CASE("stations around the globe leave their largest gap, cells do not") {
    Doubles lat;
    Doubles lon;
    for (int i = 0; i < 2000; ++i) {
        lat.push_back(80.0 * std::sin(i));
        lon.push_back(i * 0.18);
    }
    auto build = places(lat, lon);
    CHECK(build.read().granule.footprint.box->lon.is_full());
    build.global(text("featureType", "timeSeries"));
    CHECK_FALSE(build.read().granule.footprint.box->lon.is_full());
}

TEST_CASE("cells with vertices reach to them, and around a pole to the pole") {
    auto build = places({85, 40}, {10, 20});
    build.dimension("v", 3);
    build.set("lat", text("bounds", "lat_v")).set("lon", text("bounds", "lon_v"));
    SECTION("beside each other") {
        build.variable("lat_v", {"n", "v"}, {}, Doubles{84, 86, 85, 39, 41, 40});
        build.variable("lon_v", {"n", "v"}, {}, Doubles{9, 11, 370, 19, 21, 20});
        CHECK(box_of(build) == "9 39 21 86");
    }
    SECTION("around the pole") {
        build.variable("lat_v", {"n", "v"}, {}, Doubles{84, 84, 84, 39, 41, 40});
        build.variable("lon_v", {"n", "v"}, {}, Doubles{0, 120, 240, 19, 21, 20});
        CHECK(box_of(build) == "-180 39 180 90");
    }
    CHECK(build.read().granule.footprint.evidence == cairn::Evidence::bounds);
}

TEST_CASE("a mesh takes the coordinates of its location") {
    DatasetBuilder build;
    build.dimension("node", 3).dimension("face", 2);
    build.variable(
        "mesh", {},
        {text("cf_role", "mesh_topology"), text("node_coordinates", "nx ny"), text("face_coordinates", "fx fy")});
    build.variable("nx", {"node"}, {text("standard_name", "longitude")}, Doubles{0, 5, 10});
    build.variable("ny", {"node"}, {text("standard_name", "latitude")}, Doubles{0, 5, 10});
    build.variable("fx", {"face"}, {text("standard_name", "longitude")}, Doubles{2, 7});
    build.variable("fy", {"face"}, {text("standard_name", "latitude")}, Doubles{2, 7});
    SECTION("faces") {
        build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
        CHECK(box_of(build) == "2 2 7 7");
    }
    SECTION("nodes") {
        build.variable("t", {"node"}, {text("mesh", "mesh"), text("location", "node")});
        CHECK(box_of(build) == "0 0 10 10");
    }
    SECTION("elsewhere") {
        build.variable("t", {"face"}, {text("mesh", "other"), text("location", "face")});
        build.remove("fx").remove("fy");
        CHECK(reason_of(build) == "unstructured mesh 'other' without latitude and longitude coordinates");
    }
}

TEST_CASE("MPAS's cells are known by their names, in radians") {
    DatasetBuilder build;
    build.dimension("nCells", 2);
    build.variable("latCell", {"nCells"}, {}, Doubles{0, 0.5});
    build.variable("lonCell", {"nCells"}, {text("units", "rad")}, Doubles{6, 0.1});
    build.variable("bottomDepth", {"nCells"}, {});
    const auto read = build.read();
    CHECK(box_text(read.granule.footprint) == "-16.225323 0 5.729578 28.64789");
    CHECK_FALSE(variable_named(*read.granule.cube, "latCell").is_data);
}

TEST_CASE("HEALPix: all cells are the globe") {
    const auto read = healpix(48, "nest").read();
    CHECK(box_text(read.granule.footprint) == "-180 -90 180 90");
    CHECK(dimension_named(*read.granule.cube, "cell").kind == cairn::DimensionKind::geometry);
}

TEST_CASE("HEALPix: some cells are where their numbers say") {
    auto build = healpix(2, "nest");
    SECTION("unknown without numbers") {
        CHECK(reason_of(build) == "HEALPix grid: it has 2 of the 48 cells of nside 2, and no coordinate says which");
    }
    SECTION("north and south of the first face, nested") {
        build.variable("cell", {"cell"}, {}, Integers{3, 0}, cairn::Type::int64);
        CHECK(box_of(build) == "0 0 90 90");
    }
    SECTION("by standard name") {
        build.variable("pixel", {"cell"}, {text("standard_name", "healpix_index")}, Integers{3, 3}, cairn::Type::int64);
        CHECK(box_of(build) == "0 41.810315 90 90");
    }
    SECTION("no such cell") {
        build.variable("cell", {"cell"}, {}, Integers{3, 48}, cairn::Type::int64);
        CHECK(reason_of(build) == "HEALPix grid: 'cell' has 48, which is no cell of nside 2");
    }
    SECTION("an order that is none") {
        CHECK(reason_of(healpix(2, "spiral")) == "HEALPix grid: its order 'spiral' is neither nested nor ring");
    }
}

TEST_CASE("HEALPix: both orders name the same cells, each in its ring once") {
    for (const std::int64_t nside : {1, 2, 4, 16}) {
        std::set<std::pair<std::int64_t, std::int64_t>> ring;
        std::set<std::pair<std::int64_t, std::int64_t>> nested;
        for (std::int64_t cell = 0; cell < 12 * nside * nside; ++cell) {
            const auto a = healpix_place(nside, HealpixOrder::ring, cell);
            const auto b = healpix_place(nside, HealpixOrder::nested, cell);
            ring.emplace(a.ring, a.number);
            nested.emplace(b.ring, b.number);
        }
        CHECK(ring.size() == static_cast<std::size_t>(12 * nside * nside));
        CHECK(ring == nested);
    }
}

TEST_CASE("HEALPix: published places") {
    const auto centre = [](std::int64_t nside, HealpixOrder order, std::int64_t cell) {
        return healpix_centre(nside, healpix_place(nside, order, cell));
    };
    CHECK(centre(1, HealpixOrder::ring, 0).lon_deg == Approx(45));
    CHECK(centre(1, HealpixOrder::ring, 0).lat_deg == Approx(41.8103149));
    CHECK(centre(1, HealpixOrder::ring, 4).lon_deg == Approx(0).margin(1e-9));
    CHECK(centre(1, HealpixOrder::ring, 4).lat_deg == Approx(0).margin(1e-9));
    CHECK(centre(1, HealpixOrder::nested, 11).lon_deg == Approx(315));
    CHECK(centre(2, HealpixOrder::nested, 3).lat_deg == Approx(66.4435391));
    CHECK(centre(2, HealpixOrder::ring, 4).lon_deg == Approx(22.5));
}
