// Documents of Zarr stores: links, media types, group assets, bands.
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/used.hpp"
#include "builder/stac/store.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::shared_ptr<const Cube> cube_of(const std::string& variable) {
    Cube cube;
    cube.dimensions.emplace_back();
    cube.dimensions.back().name = "x";
    cube.dimensions.back().size = 4;
    cube.variables.emplace_back();
    cube.variables.back().name = variable;
    cube.variables.back().dimensions = {"x"};
    return std::make_shared<const Cube>(std::move(cube));
}

StoreGroup group(const std::string& path, const std::string& variable) {
    StoreGroup made;
    made.path = path;
    made.cube = cube_of(variable);
    Band band;
    band.name = variable;
    made.bands.push_back(band);
    return made;
}

/// A store with the groups "" and "measurements/r 10m".
Entry store(const std::string& asset) {
    Entry made = entry(asset, std::nullopt);
    made.source.format = Format::zarr2;
    made.granule.kind =
        StorePart{StoreTraits{2, true, false}, {group("", "tas"), group("measurements/r 10m", "b02")}, {}};
    made.granule.store()->groups.front().consolidated = true;
    return made;
}

constexpr std::string_view k_document = "collections/c/items/i/i.json";

struct Documents {
    Config config = config_of_one_rule();
    Context context{config, Linker(config.publish, "/srv/web/out")};
    json::Value item = json::object();
    json::Value assets = json::object();
    json::Value links = json::array();

    void add(const std::vector<Entry>& stores, const StoreRules& rules = {}, std::string_view at = k_document) {
        std::vector<const Entry*> pointers;
        for (const Entry& one : stores) pointers.push_back(&one);
        json::ObjectBuilder builder;
        add_stores(item, builder, links, pointers, {}, rules, {k_document, at}, context);
        assets = std::move(builder).take();
    }
};

}  // namespace

TEST_CASE("a store is a link to its root, with the version in its media type") {
    Documents documents;
    documents.add({store("scene.zarr")});
    CHECK(at(documents.links, "") ==
          R"([{"rel":"store","href":"https://data.example.org/scene.zarr","type":"application/vnd.zarr; version=2",)"
          R"("title":"Zarr store scene.zarr"}])");
}

TEST_CASE("the media type is spelled as the configuration says") {
    Entry one = store("scene.zarr");
    CHECK(store_media_type(one, "", StoreTypes::parameters) == "application/vnd.zarr; version=2");
    CHECK(store_media_type(one, "multiscales", StoreTypes::parameters) ==
          "application/vnd.zarr; version=2; profile=multiscales");
    CHECK(store_media_type(one, "multiscales", StoreTypes::plus) ==
          "application/vnd+zarr; version=2; profile=multiscales");
    CHECK(store_media_type(one, "multiscales", StoreTypes::bare) == "application/vnd.zarr");
    one.granule.store()->traits.zarr_version = 3;
    CHECK(store_media_type(one, "", StoreTypes::parameters) == "application/vnd.zarr; version=3");
    one.source.stamp.size_bytes = 1000;
    CHECK(store_media_type(one, "", StoreTypes::parameters) == "application/vnd.zarr+zip; version=3");
}

TEST_CASE("spellings of clients that compare whole texts, and of the best-practice examples") {
    Entry one = store("scene.zarr");
    CHECK(store_media_type(one, "multiscales", StoreTypes::bare_plus) == "application/vnd+zarr");
    CHECK(store_media_type(one, "multiscales", StoreTypes::best_practice) ==
          "application/vnd.zarr; version=2; profile=multiscales");
    Entry references = store("refs.json");
    references.source.format = Format::kerchunk_json;
    references.granule.kind = VirtualStorePart{*references.granule.store(), {}};
    references.granule.cube = cube_of("tas");
    CHECK(store_media_type(references, "virtualizarr", StoreTypes::best_practice) == "application/vnd.zarr+kerchunk");
    Documents documents;
    documents.config.publish.clients = {Client::xpystac};
    documents.config.publish.store_types = StoreTypes::best_practice;
    documents.add({references});
    CHECK(at(documents.assets, "/refs.json/type") == R"("application/json")");
    CHECK(at(documents.links, "/0/type") == R"("application/vnd.zarr")");
    documents.config.publish.clients.clear();
    documents.add({references});
    CHECK(at(documents.assets, "/refs.json/type") == R"("application/vnd.zarr+kerchunk")");
}

TEST_CASE("URL pipelines are alternates, where they are asked for") {
    Documents documents;
    documents.config.publish.zep8 = true;
    Entry zipped = store("scene.zip");
    zipped.source.stamp.size_bytes = 1000;
    zipped.granule.store()->traits.root = "top of it";
    documents.add({store("scene.zarr"), zipped});
    CHECK(at(documents.assets, "/scene.zarr/alternate/zep8/href") ==
          R"("https://data.example.org/scene.zarr/|zarr2:")");
    CHECK(at(documents.assets, "/scene.zip_measurements_r 10m/alternate/zep8:measurements~1r 10m") ==
          R"({"href":"https://data.example.org/scene.zip|zip:top%20of%20it/measurements/r%2010m/|zarr2:",)"
          R"("title":"URL pipeline of measurements/r 10m","alternate:name":"ZEP 8"})");
    Documents without;
    without.add({zipped});
    CHECK(at(without.assets, "/scene.zip/alternate") == "absent");
}

TEST_CASE("groups are assets below the store's href; their bands are the names of their arrays") {
    Documents documents;
    documents.add({store("scene.zarr")});
    CHECK(at(documents.assets, "/scene.zarr/href") == R"("https://data.example.org/scene.zarr")");
    CHECK(at(documents.assets, "/measurements_r 10m/href") ==
          R"("https://data.example.org/scene.zarr/measurements/r%2010m")");
    CHECK(at(documents.assets, "/measurements_r 10m/bands") == R"([{"name":"b02"}])");
    CHECK(at(documents.assets, "/measurements_r 10m/zarr:node_type") == R"("group")");
    CHECK(at(documents.assets, "/measurements_r 10m/cube:dimensions/x/size") == "4");
}

TEST_CASE("consolidated metadata are those of the group itself: who opens it does not look at the root") {
    Documents documents;
    Entry one = store("scene.zarr");
    documents.add({one});
    CHECK(at(documents.assets, "/scene.zarr/zarr:consolidated") == "true");
    CHECK(at(documents.assets, "/measurements_r 10m/zarr:consolidated") == "false");
    CHECK(at(documents.assets, "/measurements_r 10m/zarr:zarr_format") == "2");
    one.granule.store()->groups.back().consolidated = true;
    Documents own;
    own.add({one});
    CHECK(at(own.assets, "/measurements_r 10m/zarr:consolidated") == "true");
}

TEST_CASE("the profile is that of groups that follow the convention, not of all that have resolutions") {
    Entry one = store("scene.zarr");
    one.granule.store()->groups.back().is_multiscale = true;
    Documents documents;
    documents.add({one});
    CHECK(at(documents.assets, "/measurements_r 10m/type") == R"("application/vnd.zarr; version=2")");
    one.granule.store()->groups.back().follows_multiscales = true;
    Documents follows;
    follows.add({one});
    CHECK(at(follows.assets, "/measurements_r 10m/type") ==
          R"("application/vnd.zarr; version=2; profile=multiscales")");
}

TEST_CASE("a group of a zip archive is a fragment of the file") {
    Documents documents;
    Entry zipped = store("scene.zip");
    zipped.source.stamp.size_bytes = 1000;
    documents.add({zipped}, {false, true});
    CHECK(at(documents.assets, "/measurements_r 10m/href") ==
          R"("https://data.example.org/scene.zip#measurements/r%2010m")");
    CHECK(at(documents.assets, "/scene.zip/href") == R"("https://data.example.org/scene.zip")");
    CHECK(at(documents.assets, "/scene.zip/file:size") == "1000");
    CHECK(at(documents.item, "/linkTemplates/0/uriTemplate") == R"("https://data.example.org/scene.zip#{variable}")");
}

TEST_CASE("the folder of a store in a zip archive is part of the fragment") {
    Documents documents;
    Entry zipped = store("scene.zip");
    zipped.source.stamp.size_bytes = 1000;
    zipped.granule.store()->traits.root = "top of it";
    documents.add({zipped}, {false, true});
    CHECK(at(documents.assets, "/scene.zip/href") == R"("https://data.example.org/scene.zip#top%20of%20it")");
    CHECK(at(documents.assets, "/measurements_r 10m/href") ==
          R"("https://data.example.org/scene.zip#top%20of%20it/measurements/r%2010m")");
    CHECK(at(documents.item, "/linkTemplates/0/uriTemplate") ==
          R"("https://data.example.org/scene.zip#top%20of%20it/{variable}")");
    CHECK(at(documents.links, "/0/href") == R"("https://data.example.org/scene.zip")");
}

TEST_CASE("keys of groups are unique, among several stores too") {
    Documents documents;
    Entry one = store("a.zarr");
    one.granule.store()->groups = {group("a/b", "v"), group("a_b", "w")};
    documents.add({one});
    CHECK(at(documents.assets, "/a_b/bands/0/name") == R"("v")");
    CHECK(at(documents.assets, "/a_b-2/bands/0/name") == R"("w")");

    Documents two;
    two.add({store("a.zarr"), store("b.zarr")});
    CHECK(two.assets.MemberCount() == 4);
    CHECK(at(two.assets, "/b.zarr_measurements_r 10m/bands/0/name") == R"("b02")");
    CHECK(two.links.Size() == 2);
}

TEST_CASE("templates of links only when asked for, one a group, to the data variables") {
    Documents without;
    without.add({store("a.zarr")});
    CHECK(at(without.item, "/linkTemplates") == "absent");

    Documents with;
    Entry one = store("a.zarr");
    with.add({one}, {false, true});
    CHECK(
        at(with.item, "/linkTemplates/1") ==
        R"({"rel":"data-variable","title":"Variables of measurements/r 10m",)"
        R"("uriTemplate":"https://data.example.org/a.zarr/measurements/r%2010m/{variable}",)"
        R"("type":"application/vnd.zarr; version=2",)"
        R"("variables":{"variable":{"description":"Name of a variable of the group","type":"string","enum":["b02"]}}})");
    CHECK(at(with.item, "/linkTemplates/2") == "absent");
}

TEST_CASE("what all bands share stands once on the asset") {
    Band blue;
    blue.name = "b02";
    blue.data_type = "uint16";
    blue.nodata = 0;
    blue.scale = 0.0001;
    Band red = blue;
    red.name = "b04";
    json::Value asset = json::object();
    add_bands(asset, {blue, red});
    CHECK(json::write(asset) == R"({"data_type":"uint16","nodata":0,"raster:scale":0.0001,)"
                                R"("bands":[{"name":"b02"},{"name":"b04"}]})");
    red.scale = 0.01;
    red.nodata = std::numeric_limits<double>::quiet_NaN();
    json::Value other = json::object();
    add_bands(other, {blue, red});
    CHECK(json::write(other) == R"({"data_type":"uint16","bands":[{"name":"b02","nodata":0,"raster:scale":0.0001},)"
                                R"({"name":"b04","nodata":"nan","raster:scale":0.01}]})");
}

TEST_CASE("a band says all that is known of it; a common name only if the eo extension has it") {
    Band band;
    band.name = "b05";
    band.description = "Red edge";
    band.unit = "1";
    band.standard_name = "surface_bidirectional_reflectance";
    band.common_name = "rededge";
    band.center_wavelength_um = 0.704;
    band.full_width_half_max_um = 0.019;
    band.gsd_m = 20;
    band.shape = {{5490, 5490}};
    json::Value asset = json::object();
    add_bands(asset, {band});
    CHECK(at(asset, "/bands/0") ==
          R"({"name":"b05","description":"Red edge","unit":"1","cf:standard_name":"surface_bidirectional_reflectance",)"
          R"("eo:common_name":"rededge","eo:center_wavelength":0.704,"eo:full_width_half_max":0.019,"gsd":20,)"
          R"("proj:shape":[5490,5490]})");
    band.common_name = "reddish";
    json::Value odd = json::object();
    add_bands(odd, {band});
    CHECK(at(odd, "/bands/0/eo:common_name") == "absent");
}

TEST_CASE("the extensions that are listed are those whose members are there") {
    json::Value item = parsed(R"({"stac_extensions":[],"properties":{"cube:dimensions":{}},
        "assets":{"a":{"zarr:node_type":"group","bands":[{"raster:scale":1,"eo:common_name":"red"}]},"b":{"proj:code":null}}})");
    extensions::list_used(item);
    CHECK(at(item, "/stac_extensions") == R"(["https://stac-extensions.github.io/datacube/v2.3.0/schema.json",)"
                                          R"("https://stac-extensions.github.io/projection/v2.0.0/schema.json",)"
                                          R"("https://stac-extensions.github.io/zarr/v1.1.0/schema.json",)"
                                          R"("https://stac-extensions.github.io/raster/v2.0.0/schema.json",)"
                                          R"("https://stac-extensions.github.io/eo/v2.0.0/schema.json"])");
    json::Value nothing = parsed(R"({"stac_extensions":[],"assets":{},"properties":{"other:name":"x"}})");
    extensions::list_used(nothing);
    CHECK(at(nothing, "/stac_extensions") == "[]");
}
