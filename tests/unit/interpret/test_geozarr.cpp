// Places without coordinate arrays: the spatial:, proj: and multiscales conventions of Zarr, DGGS, OME-NGFF.
#include <catch2/catch.hpp>

#include "tests/unit/interpret/datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

Attribute json_of(std::string name, std::string value) {
    return {std::move(name), Type::json, Texts{std::move(value)}};
}
Attribute numbers(std::string name, Doubles values) { return {std::move(name), Type::float64, std::move(values)}; }

DatasetBuilder array_of(std::uint64_t rows, std::uint64_t columns, std::vector<Attribute> attributes) {
    DatasetBuilder build;
    build.dimension("lat", rows).dimension("lon", columns);
    build.variable("dem", {"lat", "lon"}, std::move(attributes));
    return build;
}

std::string box_of(const DatasetBuilder& build) { return box_text(build.read().granule.footprint); }

Interpretation as_store(const DatasetBuilder& build) {
    Dataset dataset = build.dataset();
    dataset.store = StoreTraits{3, true};
    return interpret(dataset);
}

}  // namespace

TEST_CASE("spatial:transform is that of corners, or of nodes") {
    std::vector<Attribute> attributes{text("proj:code", "EPSG:4326"),
                                      numbers("spatial:transform", {0.1, 0, 10, 0, -0.1, 50}),
                                      numbers("spatial:shape", {181, 361})};
    CHECK(box_of(array_of(181, 361, attributes)) == "10 31.9 46.1 50");
    attributes.push_back(text("spatial:registration", "node"));
    CHECK(box_of(array_of(181, 361, attributes)) == "9.95 31.95 46.05 50.05");
}

TEST_CASE("spatial:bbox alone, of a group") {
    auto build = array_of(100, 100, {});
    build.global(text("proj:code", "EPSG:32633")).global(numbers("spatial:bbox", {500000, 4900000, 600000, 5000000}));
    build.global(json_of("spatial:dimensions", R"(["lat", "lon"])"));
    const auto read = build.read();
    REQUIRE(read.granule.projection);
    CHECK(read.granule.projection->code == "EPSG:32633");
    CHECK(read.granule.projection->transform == std::vector<double>{1000, 0, 500000, 0, -1000, 5000000});
    CHECK(read.granule.footprint.box.has_value());
}

TEST_CASE("spatial:dimensions says which dimensions are rows and columns") {
    DatasetBuilder build;
    build.dimension("y", 4).dimension("x", 8).dimension("band", 3);
    build.variable("tci", {"y", "x", "band"},
                   {text("proj:code", "EPSG:4326"), numbers("spatial:transform", {1, 0, 10, 0, -1, 50}),
                    json_of("spatial:dimensions", R"(["y", "x"])")});
    CHECK(box_of(build) == "10 46 18 50");
}

TEST_CASE("levels of a pyramid by the layout of the group around them") {
    DatasetBuilder build;
    build.group("/r0", 0).group("/r1", 0);
    const bool is_relative = GENERATE(false, true);
    const std::string second =
        is_relative
            ? R"({"asset": "r1", "derived_from": "r0", "transform": {"scale": [2, 2], "translation": [0, 0]}})"
            : R"({"asset": "r1", "spatial:shape": [64, 64], "spatial:transform": [20, 0, 500000, 0, -20, 5000000]})";
    build.global(json_of(
        "multiscales",
        R"({"layout": [{"asset": "r0", "spatial:shape": [128, 128], "spatial:transform": [10, 0, 500000, 0, -10, 5000000]}, )" +
            second + "]}"));
    build.global(text("proj:code", "EPSG:32633"));
    for (const std::uint32_t level : {1U, 2U}) {
        build.dimension("y", level == 1 ? 128 : 64, level).dimension("x", level == 1 ? 128 : 64, level);
        build.variable("tci", {"y", "x"}, {}, {}, Type::uint8, level);
    }
    const auto read = as_store(build);
    REQUIRE(read.granule.footprint.box.has_value());
    REQUIRE(read.granule.store()->groups.size() == 1);
    const StoreGroup& pyramid = read.granule.store()->groups.front();
    CHECK(pyramid.is_multiscale);
    REQUIRE(pyramid.projection);
    CHECK(pyramid.projection->code == "EPSG:32633");
    CHECK(pyramid.projection->shape == std::array<std::uint64_t, 2>{128, 128});
    CHECK(pyramid.projection->transform == std::vector<double>{10, 0, 500000, 0, -10, 5000000});
    CHECK(pyramid.bands.size() == 1);
}

namespace {

constexpr const char* k_conventions = R"([{"uuid": "f17cb550"}, {"uuid": "d35379db-88df-4056-af3a-620245f8e347"}])";

/// Whether a group with the levels "r0" (a group) and "r1/v" (an array) follows the convention.
bool follows(const char* conventions, const char* multiscales) {
    DatasetBuilder build;
    build.group("/r0", 0).group("/r1", 0);
    for (const std::uint32_t level : {1U, 2U}) {
        build.dimension("x", 4, level).variable("v", {"x"}, {}, {}, Type::uint8, level);
    }
    if (*conventions != 0) build.global(json_of("zarr_conventions", conventions));
    build.global(json_of("multiscales", multiscales));
    const auto groups = as_store(build).granule.store()->groups;
    return groups.size() == 1 && groups.front().follows_multiscales;
}

}  // namespace

TEST_CASE("a group follows the multiscales convention when all that it demands holds") {
    constexpr const char* k_layout =
        R"({"layout": [{"asset": "r0"}, {"asset": "r1/v", "derived_from": "r0", "transform": {}}]})";
    CHECK(follows(k_conventions, k_layout));
    CHECK(follows(
        R"([{"schema_url": "https://raw.githubusercontent.com/zarr-conventions/multiscales/refs/tags/v1/schema.json"}])",
        k_layout));
    CHECK_FALSE(follows("", k_layout));
    CHECK_FALSE(follows(R"([{"uuid": "f17cb550"}])", k_layout));
    CHECK_FALSE(follows(k_conventions, R"({"layout": [{"asset": "r0"}, {"asset": "r2"}]})"));
    CHECK_FALSE(follows(k_conventions, R"({"layout": [{"asset": "r0"}, {"asset": "r1", "derived_from": "r0"}]})"));
    CHECK_FALSE(follows(k_conventions,
                        R"({"layout": [{"asset": "r0"}, {"asset": "r1", "derived_from": "r9", "transform": {}}]})"));
    CHECK_FALSE(follows(k_conventions, R"({"tile_matrix_set": {"tileMatrices": [{"id": "r0"}, {"id": "r1"}]}})"));
}

TEST_CASE("cells of the dggs convention and of xdggs") {
    DatasetBuilder build;
    build.dimension("cells", 4);
    Integers ids{0, 1, 2, 3};  // of nside 2, nested: the first base pixel, 0 to 90 E, 0 to 90 N
    SECTION("dggs, on the group") {
        build.variable("cell_ids", {"cells"}, {}, ids, Type::int64);
        build.global(json_of(
            "dggs",
            R"({"name": "healpix", "refinement_level": 1, "indexing_scheme": "nested", "spatial_dimension": "cells", "coordinate": "cell_ids"})"));
        build.variable("sst", {"cells"}, {});
        CHECK(box_of(build) == "0 0 90 90");
    }
    SECTION("xdggs, on the coordinate") {
        build.variable(
            "cell_ids", {"cells"},
            {text("grid_name", "healpix"), number("level", 1, Type::int32), text("indexing_scheme", "nested")}, ids,
            Type::int64);
        build.variable("sst", {"cells"}, {});
        CHECK(box_of(build) == "0 0 90 90");
    }
    SECTION("another grid is no place, and the reason names it") {
        build.variable("cell_ids", {"cells"}, {text("grid_name", "h3"), number("level", 1, Type::int32)}, ids,
                       Type::int64);
        build.variable("sst", {"cells"}, {});
        CHECK(build.read().granule.footprint.reason.find("h3") != std::string::npos);
    }
}

TEST_CASE("an image of OME-NGFF is one asset, and its levels are no bands") {
    const std::string multiscales =
        R"([{"axes": [{"name": "y"}, {"name": "x"}], "datasets": [{"path": "0"}, {"path": "1"}]}])";
    DatasetBuilder build;
    build.dimension("y", 64).dimension("x", 64).dimension("y1", 32).dimension("x1", 32);
    build.variable("0", {"y", "x"}, {}, {}, Type::uint16).variable("1", {"y1", "x1"}, {}, {}, Type::uint16);
    SECTION("0.4") { build.global(json_of("multiscales", multiscales)); }
    SECTION("0.5") { build.global(json_of("ome", R"({"version": "0.5", "multiscales": )" + multiscales + "}")); }
    const auto read = as_store(build);
    REQUIRE(read.granule.store()->groups.size() == 1);
    CHECK(read.granule.store()->groups.front().is_multiscale);
    CHECK_FALSE(read.granule.store()->groups.front().follows_multiscales);
    CHECK(read.granule.store()->groups.front().bands.empty());
    CHECK(read.granule.store()->groups.front().cube->variables.size() == 1);
}
