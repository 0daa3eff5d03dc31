// Cells reach to their edges: those of meshes by their nodes, those of regular axes at the poles.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

std::string box_of(const DatasetBuilder& build, HalfCellPolicy half_cells = HalfCellPolicy::none) {
    Policies policies;
    policies.half_cells = half_cells;
    return box_text(interpret(build.dataset(), policies).granule.footprint);
}

Attribute north() { return text("units", "degrees_north"); }
Attribute east() { return text("units", "degrees_east"); }

/// Two squares side by side and a triangle upon the first: nodes 0 to 6 at 10 to 30 E, 0 to 20 N.
DatasetBuilder mesh(double start_index) {
    DatasetBuilder build;
    build.dimension("node", 7).dimension("face", 3).dimension("four", 4);
    build.variable("mesh", {},
                   {text("cf_role", "mesh_topology"), text("node_coordinates", "node_lon node_lat"),
                    text("face_node_connectivity", "face_nodes")});
    build.variable("node_lon", {"node"}, {east()}, Doubles{10, 20, 30, 10, 20, 30, 15});
    build.variable("node_lat", {"node"}, {north()}, Doubles{0, 0, 0, 10, 10, 10, 20});
    Integers faces{0, 1, 4, 3, 1, 2, 5, 4, 3, 4, 6, -999};
    for (auto& node : faces) node += node < 0 ? 0 : static_cast<std::int64_t>(start_index);
    build.variable("face_nodes", {"face", "four"}, {number("start_index", start_index, Type::int32)}, faces,
                   Type::int32);
    build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
    return build;
}

}  // namespace

TEST_CASE("faces of UGRID reach to their nodes, with and without places of their own") {
    for (const double start : {0, 1}) {
        auto build = mesh(start);
        CHECK(box_of(build) == "10 0 30 20");
        build.variable("face_lon", {"face"}, {east()}, Doubles{15, 25, 15});
        build.variable("face_lat", {"face"}, {north()}, Doubles{5, 5, 13});
        build.set("mesh", text("face_coordinates", "face_lon face_lat"));
        CHECK(box_of(build) == "10 0 30 20");
        build.set("t", text("coordinates", "face_lon face_lat"));
        CHECK(box_of(build) == "10 0 30 20");
        CHECK(build.read().granule.footprint.evidence == Evidence::bounds);
    }
}

TEST_CASE("cells without places of their own reach no farther than their nodes") {
    DatasetBuilder build;
    build.dimension("node", 4).dimension("edge", 2).dimension("face", 1).dimension("two", 2).dimension("three", 3);
    build.variable("mesh", {},
                   {text("cf_role", "mesh_topology"), text("node_coordinates", "node_lon node_lat"),
                    text("edge_node_connectivity", "edge_nodes"), text("face_node_connectivity", "face_nodes")});
    build.variable("node_lon", {"node"}, {east()}, Doubles{10, 40, 40, 10});
    build.variable("node_lat", {"node"}, {north()}, Doubles{0, 60, 50, 60});
    build.variable("edge_nodes", {"edge", "two"}, {}, Integers{0, 3, 3, 1}, Type::int32);
    build.variable("face_nodes", {"face", "three"}, {}, Integers{1, 2, 3}, Type::int32);
    build.variable("flow", {"edge"}, {text("mesh", "mesh"), text("location", "edge")});
    CHECK(box_of(build) == "10 0 40 60");
    build.remove("flow");
    build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
    CHECK(box_of(build) == "10 50 40 60");
}

TEST_CASE("a face around a pole reaches it") {
    DatasetBuilder build;
    build.dimension("node", 4).dimension("face", 1).dimension("four", 4);
    build.variable("mesh", {},
                   {text("cf_role", "mesh_topology"), text("node_coordinates", "node_lon node_lat"),
                    text("face_node_connectivity", "face_nodes")});
    build.variable("node_lon", {"node"}, {east()}, Doubles{0, 90, 180, 270});
    build.variable("node_lat", {"node"}, {north()}, Doubles{80, 80, 80, 80});
    build.variable("face_nodes", {"face", "four"}, {}, Integers{0, 1, 2, 3}, Type::int32);
    build.variable("t", {"face"}, {text("mesh", "mesh"), text("location", "face")});
    CHECK(box_of(build) == "-180 80 180 90");
}

TEST_CASE("a connectivity that names nodes that do not exist is not used, and that is said") {
    auto build = mesh(0);
    build.values("face_nodes", Integers{0, 1, 4, 3, 1, 2, 5, 4, 3, 4, 99, -999});
    const auto read = build.read();
    CHECK(std::any_of(read.granule.notes.begin(), read.granule.notes.end(), [](const std::string& note) {
        return note.find("nodes that do not exist") != std::string::npos;
    }));
}

TEST_CASE("cells of MPAS by their vertices, in radians") {
    DatasetBuilder build;
    build.dimension("nCells", 1).dimension("nVertices", 3).dimension("maxEdges", 4);
    build.variable("latCell", {"nCells"}, {}, Doubles{0.1}).variable("lonCell", {"nCells"}, {}, Doubles{0.1});
    build.variable("latVertex", {"nVertices"}, {}, Doubles{0, 0, 0.2})
        .variable("lonVertex", {"nVertices"}, {}, Doubles{0, 0.2, 0.1});
    build.variable("nEdgesOnCell", {"nCells"}, {}, Integers{3}, Type::int32);
    build.variable("verticesOnCell", {"nCells", "maxEdges"}, {}, Integers{1, 2, 3, 3}, Type::int32);
    build.variable("t", {"nCells"}, {});
    CHECK(box_of(build) == "0 0 11.459156 11.459156");
}

TEST_CASE("elements of FVCOM by their nodes") {
    DatasetBuilder build;
    build.dimension("node", 4).dimension("nele", 2).dimension("three", 3);
    build.variable("lon", {"node"}, {east()}, Doubles{-70, -69, -70, -69})
        .variable("lat", {"node"}, {north()}, Doubles{40, 40, 41, 41});
    build.variable("lonc", {"nele"}, {east()}, Doubles{-69.7, -69.3})
        .variable("latc", {"nele"}, {north()}, Doubles{40.3, 40.7});
    build.variable("nv", {"three", "nele"}, {}, Integers{1, 2, 2, 4, 3, 3}, Type::int32);
    build.variable("u", {"nele"}, {text("coordinates", "lonc latc")});
    CHECK(box_of(build) == "-70 40 -69 41");
}

TEST_CASE("cells of SCRIP by their corners") {
    DatasetBuilder build;
    build.dimension("grid_size", 2).dimension("grid_corners", 4);
    build.variable("grid_center_lat", {"grid_size"}, {text("units", "degrees")}, Doubles{5, 5});
    build.variable("grid_center_lon", {"grid_size"}, {text("units", "degrees")}, Doubles{5, 15});
    build.variable("grid_corner_lat", {"grid_size", "grid_corners"}, {text("units", "degrees")},
                   Doubles{0, 0, 10, 10, 0, 0, 10, 10});
    build.variable("grid_corner_lon", {"grid_size", "grid_corners"}, {text("units", "degrees")},
                   Doubles{0, 10, 10, 0, 10, 20, 20, 10});
    build.variable("grid_area", {"grid_size"}, {});
    CHECK(box_of(build) == "0 0 20 10");
}

TEST_CASE("geometries of CF reach to their nodes") {
    DatasetBuilder build;
    build.dimension("instance", 2).dimension("node", 6);
    build.variable("x", {"node"}, {east(), text("axis", "X")}, Doubles{-80, -70, -75, -70, -60, -65});
    build.variable("y", {"node"}, {north(), text("axis", "Y")}, Doubles{30, 30, 40, 40, 40, 50});
    build.variable("node_count", {"instance"}, {}, Integers{3, 3}, Type::int32);
    build.variable(
        "container", {},
        {text("geometry_type", "polygon"), text("node_count", "node_count"), text("node_coordinates", "x y")});
    build.variable("lat", {"instance"}, {north()}, Doubles{33, 43})
        .variable("lon", {"instance"}, {east()}, Doubles{-75, -65});
    build.variable("flow", {"instance"}, {text("geometry", "container"), text("coordinates", "lat lon")});
    CHECK(box_of(build) == "-80 30 -60 50");
    SECTION("a count that is more than there are nodes is no place") {
        build.values("node_count", Integers{3, 300});
        CHECK(box_of(build).empty());
    }
    SECTION("across the antimeridian") {
        build.values("x", Doubles{170, -175, 175, 170, -175, 175});
        CHECK(box_of(build) == "170 30 -175 50");
    }
}

TEST_CASE("a regular latitude axis whose half cell ends at the pole reaches it") {
    const auto with_latitudes = [](const Doubles& lat) {
        DatasetBuilder build;
        build.dimension("lat", lat.size()).dimension("lon", 3);
        build.variable("lat", {"lat"}, {north()}, lat).variable("lon", {"lon"}, {east()}, Doubles{0, 10, 20});
        build.variable("t", {"lat", "lon"}, {});
        return build;
    };
    CHECK(box_of(with_latitudes(axis(-89.875, 0.25, 720))) == "0 -90 20 90");
    CHECK(box_of(with_latitudes(axis(89.5, -1, 180))) == "0 -90 20 90");
    CHECK(box_of(with_latitudes(axis(0.5, 1, 90))) == "0 0.5 20 90");
    CHECK(box_of(with_latitudes(axis(-89, 1, 179))) == "0 -89 20 89");
    CHECK(box_of(with_latitudes(axis(10, 1, 5))) == "0 10 20 14");
    CHECK(box_of(with_latitudes({-80, -10, 80})) == "0 -80 20 80");
    SECTION("a Gaussian grid, whole and in part") {
        const Doubles t42{87.8638, 85.0965, 82.3129, 79.5256, 76.7369, 73.9475, 71.1578, 68.3678};
        CHECK(box_of(with_latitudes(t42)) == "0 68.3678 20 90");
        Doubles south(t42.rbegin(), t42.rend());
        for (double& value : south) value = -value;
        CHECK(box_of(with_latitudes(south)) == "0 -90 20 -68.3678");
        CHECK(box_of(with_latitudes({85.0965, 82.3129, 79.5256, 76.7369})) == "0 76.7369 20 85.0965");
    }
    SECTION("that is said to be inferred") {
        const auto read = with_latitudes(axis(-89.5, 1, 180)).read();
        CHECK(std::any_of(read.granule.notes.begin(), read.granule.notes.end(),
                          [](const std::string& note) { return note.find("inferred") != std::string::npos; }));
    }
}

TEST_CASE("policies.half_cells adds half a step to regular axes without bounds, and to nothing else") {
    DatasetBuilder build;
    build.dimension("lat", 3).dimension("lon", 3);
    build.variable("lat", {"lat"}, {north()}, Doubles{10, 12, 14})
        .variable("lon", {"lon"}, {east()}, Doubles{178, 179, 180});
    build.variable("t", {"lat", "lon"}, {});
    CHECK(box_of(build) == "178 10 180 14");
    CHECK(box_of(build, HalfCellPolicy::regular) == "177.5 9 -179.5 15");
    build.values("lat", Doubles{10, 12, 15});
    CHECK(box_of(build, HalfCellPolicy::regular) == "177.5 10 -179.5 15");
    CHECK(box_of(monthly_means(), HalfCellPolicy::regular) == box_of(monthly_means()));
}
