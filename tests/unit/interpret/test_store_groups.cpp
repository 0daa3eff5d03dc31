// The groups of a store that become assets: which, with which cube, which bands.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "datasets.hpp"

using namespace cairn;
using namespace cairn::testing;

namespace {

Attribute json_attribute(const std::string& name, const std::string& value) {
    return {name, Type::json, std::vector<std::string>{value}};
}

/// measurements/ (no arrays) with r10m (b02, b03) and r20m (b05), a latitude at the root that r10m inherits.
DatasetBuilder scene() {
    DatasetBuilder build;
    build.group("/measurements", 0).group("/measurements/r10m", 1).group("/measurements/r20m", 1);
    build.dimension("y", 4).dimension("x", 4, 2).dimension("y", 2, 3).dimension("x", 2, 3);
    build.variable("y", {"y"}, {text("units", "m"), text("standard_name", "projection_y_coordinate")},
                   Doubles{40, 30, 20, 10});
    build.variable("b02", {"y", "x"}, {number("scale_factor", 0.0001), text("long_name", "blue")}, {}, Type::uint16, 2);
    build.variable("b03", {"y", "x"}, {number("scale_factor", 0.0001)}, {}, Type::uint16, 2);
    build.variable("b05", {"y", "x"}, {}, {}, Type::uint16, 3);
    return build;
}

std::vector<StoreGroup> groups_of(const DatasetBuilder& build) {
    Dataset dataset = build.dataset();
    dataset.store = StoreTraits{3, true, false};
    return interpret(dataset).granule.store()->groups;
}

std::vector<std::string> paths_of(const std::vector<StoreGroup>& groups) {
    std::vector<std::string> paths;
    for (const StoreGroup& group : groups) paths.push_back(group.path);
    return paths;
}

std::vector<std::string> names_of(const std::vector<Band>& bands) {
    std::vector<std::string> names;
    for (const Band& band : bands) names.push_back(band.name);
    return names;
}

}  // namespace

TEST_CASE("every group that has arrays is one, and no other") {
    CHECK(paths_of(groups_of(scene())) == std::vector<std::string>{"", "measurements/r10m", "measurements/r20m"});
    CHECK(interpret(scene().dataset()).granule.store() == nullptr);
}

TEST_CASE("names and bands of a group are relative to it") {
    const StoreGroup group = groups_of(scene())[1];
    CHECK(names_of(group.bands) == std::vector<std::string>{"b02", "b03"});
    CHECK(group.bands[0].description == "blue");
    CHECK(group.bands[0].scale == 0.0001);
    CHECK(group.bands[0].data_type == "uint16");
    CHECK(group.cube->dimensions.size() == 2);
    CHECK(dimension_named(*group.cube, "x").size == 4);
}

TEST_CASE("an inherited coordinate describes the dimension and is not a variable of the group") {
    const StoreGroup group = groups_of(scene())[1];
    const CubeDimension& y = dimension_named(*group.cube, "y");
    CHECK(y.kind == DimensionKind::projected_y);
    CHECK(y.minimum == 10);
    CHECK(group.cube->variables.size() == 2);
}

TEST_CASE("an array at the root of the store is no asset, and that is said") {
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{2, false, true};
    const Granule granule = interpret(dataset).granule;
    CHECK(granule.store()->groups.empty());
    REQUIRE_FALSE(granule.notes.empty());
    CHECK(granule.notes.back().find("a single array without a group") != std::string::npos);
}

TEST_CASE("a store without arrays has no asset, and that is said") {
    Dataset dataset = DatasetBuilder().group("/empty", 0).dataset();
    dataset.store = StoreTraits{2, false, false};
    const Granule granule = interpret(dataset).granule;
    CHECK(granule.store()->groups.empty());
    REQUIRE_FALSE(granule.notes.empty());
    CHECK(granule.notes.back() == "The store has no arrays: it has no asset.");
}

TEST_CASE("a multiscales group is one asset for its levels") {
    const std::string layout =
        GENERATE(as<std::string>{}, R"({"layout":[{"asset":"r20m","derived_from":"r10m"},{"asset":"r10m"}]})",
                 R"([{"version":"0.4","datasets":[{"path":"r10m"},{"path":"r20m"}]}])",
                 R"({"tile_matrix_set":{"tileMatrices":[{"id":"r10m"},{"id":"r20m"}]}})",
                 R"({"layout":[{"asset":"r10m/b02"},{"asset":"r20m/b05"}]})");
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{3, false, false};
    dataset.groups[1].attributes.push_back(json_attribute("multiscales", layout));
    dataset.groups[2].attributes.push_back(number("gsd", 10));
    dataset.groups[3].attributes.push_back(number("gsd", 20));
    const std::vector<StoreGroup> groups = interpret(dataset).granule.store()->groups;
    CHECK(paths_of(groups) == std::vector<std::string>{"", "measurements"});
    CHECK(groups[1].is_multiscale);
    CHECK(groups[1].gsd_m == 10);
    CHECK(names_of(groups[1].bands) == std::vector<std::string>{"b02", "b03", "b05"});
    CHECK_FALSE(groups[1].bands[0].gsd_m.has_value());
    CHECK(groups[1].bands[2].gsd_m == 20);
    CHECK(dimension_named(*groups[1].cube, "x").size == 4);  // of the finest
    CHECK(groups[1].cube->variables.size() == 3);
}

TEST_CASE("multiscales that lead nowhere leave the groups as they are") {
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{3, false, false};
    const std::string value = GENERATE(as<std::string>{}, "{}", R"({"layout":[{"asset":"../other"},{"asset":""}]})",
                                       R"({"layout":7})", "[]", "not JSON");
    dataset.groups[1].attributes.push_back(json_attribute("multiscales", value));
    CHECK(paths_of(interpret(dataset).granule.store()->groups) ==
          std::vector<std::string>{"", "measurements/r10m", "measurements/r20m"});
}

TEST_CASE("common names and wavelengths come from the store's own Item, in any letter case") {
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{2, false, false};
    dataset.groups[0].attributes.push_back(json_attribute(
        "stac_discovery",
        R"({"properties":{"datetime":"2025-10-08T10:00:41Z","eo:bands":[{"name":"B02","common_name":"blue",
            "center_wavelength":0.49,"full_width_half_max":0.098,"description":"Blue, band 2"
}]
}
})"));
    const Granule granule = interpret(dataset).granule;
    const Band& band = granule.store()->groups[1].bands[0];
    CHECK(band.common_name == "blue");
    CHECK(band.center_wavelength_um == 0.49);
    CHECK(band.full_width_half_max_um == 0.098);
    CHECK(band.description == "blue");  // the variable's long_name beats the list
    CHECK(granule.store()->groups[1].bands[1].common_name.empty());
}

TEST_CASE("a band's variable beats the list") {
    Dataset dataset = scene().dataset();
    std::vector<Attribute>& attributes = dataset.groups[2].variables[0].attributes;
    attributes.push_back(text("eo:common_name", "green"));
    attributes.push_back(number("center_wavelength", 0.56));
    dataset.store = StoreTraits{2, false, false};
    dataset.groups[0].attributes.push_back(json_attribute("bands", R"([{"name":"b02","eo:common_name":"blue"}])"));
    const Band band = interpret(dataset).granule.store()->groups[1].bands[0];
    CHECK(band.common_name == "green");
    CHECK(band.center_wavelength_um == 0.56);
}

TEST_CASE("bands along a dimension are named by its labels") {
    DatasetBuilder build;
    build.dimension("band", 2).dimension("y", 3);
    build.variable("band", {"band"}, {}, Texts{"blue", "red"}, Type::string);
    build.variable("reflectance", {"band", "y"}, {text("units", "1")}, {}, Type::float32);
    build.variable("quality", {"y"}, {}, {}, Type::uint8);
    const std::vector<StoreGroup> groups = groups_of(build);
    REQUIRE(groups.size() == 1);
    CHECK(names_of(groups[0].bands) ==
          std::vector<std::string>{"reflectance[band=blue]", "reflectance[band=red]", "quality"});
    CHECK(groups[0].bands[0].unit == "1");
    CHECK(dimension_named(*groups[0].cube, "band").kind == DimensionKind::bands);
}

TEST_CASE("a store's own Item states time and place where coordinates do not") {
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{2, false, false};
    dataset.groups[0].attributes.push_back(
        json_attribute("stac_discovery", R"({"bbox":[11.39,41.4,12.76,42.43],"properties":{"datetime":null,
            "start_datetime":"2025-10-08T10:00:41Z","end_datetime":"2025-10-08T10:00:51Z"}})"));
    const Granule granule = interpret(dataset).granule;
    CHECK(interval_text(granule.time) == "2025-10-08T10:00:41Z/2025-10-08T10:00:51Z");
    CHECK(granule.time.evidence == Evidence::metadata);
    CHECK(box_text(granule.footprint) == "11.39 41.4 12.76 42.43");
    CHECK(granule.footprint.evidence == Evidence::metadata);
    CHECK(granule.footprint.reason.find("stac_discovery") != std::string::npos);
}

TEST_CASE("nonsense in a store's own Item is not used") {
    Dataset dataset = scene().dataset();
    dataset.store = StoreTraits{2, false, false};
    const std::string item = GENERATE(
        as<std::string>{}, R"({"bbox":[11,41,12],"properties":{"datetime":"yesterday"}})",
        R"({"bbox":[11,42,12,41],"properties":[]})", R"({"bbox":["a",41,12,42],"properties":{"datetime":5}})",
        R"({"bbox":[11,41,512,42],"properties":{"start_datetime":"2025-10-08T10:00:51Z","end_datetime":"2025-10-08T10:00:41Z"}})",
        "7");
    dataset.groups[0].attributes.push_back(json_attribute("stac_discovery", item));
    const Granule granule = interpret(dataset).granule;
    CHECK_FALSE(granule.time.interval.has_value());
    CHECK_FALSE(granule.footprint.box.has_value());
}

TEST_CASE("a group without a place does not take that of the others from the store") {
    DatasetBuilder build;
    build.group("/map", 0).group("/angles", 0);
    build.dimension("lat", 2, 1).dimension("lon", 2, 1).dimension("y", 3, 2).dimension("x", 3, 2);
    build.variable("lat", {"lat"}, {text("units", "degrees_north")}, Doubles{10, 20}, Type::float64, 1);
    build.variable("lon", {"lon"}, {text("units", "degrees_east")}, Doubles{30, 40}, Type::float64, 1);
    build.variable("tas", {"lat", "lon"}, {}, {}, Type::float32, 1);
    build.variable("x", {"x"}, {text("standard_name", "projection_x_coordinate")}, Doubles{1, 2, 3}, Type::float64, 2);
    build.variable("y", {"y"}, {text("standard_name", "projection_y_coordinate")}, Doubles{1, 2, 3}, Type::float64, 2);
    build.variable("sun", {"y", "x"}, {}, {}, Type::float32, 2);
    Dataset dataset = build.dataset();
    dataset.store = StoreTraits{2, true, false};
    const Granule granule = interpret(dataset).granule;
    CHECK(box_text(granule.footprint) == "30 10 40 20");
    CHECK(granule.footprint.reason.find("of 1 of 2 groups") == 0);
}
