#include "builder/discover/stac_listing.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <stdexcept>

#include "builder/discover/stac_catalog.hpp"
#include "builder/discover/stac_document.hpp"
#include "tests/support/memory_storage.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string k_root = "https://data.example.org/era5";
const std::string k_catalog = "https://stac.example.org/a/catalog.json";

/// What a catalog of these documents lists, by their paths on the server of k_catalog, and which were read.
struct Server {
    std::map<std::string, std::string> documents;
    std::vector<std::string> read;

    StacListing list(const std::string& root = k_root) {
        MemoryStorage storage(documents);
        const std::string server = "https://stac.example.org/";
        const BeginDocument begin = [&](const std::string& url) {
            REQUIRE(url.starts_with(server));
            read.push_back(url.substr(server.size()));
            return storage.begin_read(read.back(), 1 << 20);
        };
        return read_stac(k_catalog, root, begin, 4);
    }
};

std::string links(const std::string& rows) { return R"("links":[)" + rows + "]"; }

std::string link_to(const std::string& rel, const std::string& href) {
    return R"({"rel":")" + rel + R"(","href":")" + href + R"("})";
}

std::string catalog(const std::string& rows) {
    return R"({"type":"Catalog","stac_version":"1.1.0","id":"c",)" + links(rows) + "}";
}

std::string item(const std::string& assets, const std::string& rows = {}) {
    return R"({"type":"Feature","stac_version":"1.1.0","id":"i","assets":{)" + assets + "}," + links(rows) + "}";
}

std::string asset(const std::string& name, const std::string& href, const std::string& more = {}) {
    return "\"" + name + R"(":{"href":")" + href + "\"" + more + "}";
}

Strings keys_of(const StacListing& listing) {
    Strings keys;
    for (const ListedObject& object : listing.objects) keys.push_back(object.key);
    return keys;
}

}  // namespace

TEST_CASE("the assets of a catalog below the root are its files, with what it says of them") {
    Server server;
    server.documents["a/catalog.json"] = catalog(link_to("child", "./b/collection.json") + "," + link_to("item", "i.json") + "," +
                                                 link_to("self", k_catalog) + "," + link_to("parent", "https://x.org/c.json"));
    server.documents["a/b/collection.json"] =
        R"({"type":"Collection","assets":{)" + asset("all", k_root + "/all%20of%20it.nc") + "}," +
        links(link_to("root", "../catalog.json") + "," + link_to("child", "../catalog.json")) + "}";
    server.documents["a/i.json"] = item(
        asset("x", k_root + "/x.nc", R"(,"file:size":7,"file:checksum":"1220ab","updated":"2026-01-01T00:00:01Z")") + "," +
        asset("picture", k_root + "/x.png", R"(,"roles":["thumbnail"])") + "," +
        asset("both", k_root + "/x.json", R"(,"roles":["metadata","data"])"));
    const StacListing found = server.list();
    CHECK(keys_of(found) == Strings{"all of it.nc", "x.nc", "x.json"});
    CHECK(found.objects[1].stat.size_bytes == 7);
    CHECK(found.objects[1].stat.version == "1220ab");
    CHECK(found.objects[1].stat.modified_ns == 1'767'225'601'000'000'000);
    CHECK(found.objects[0].stat.size_bytes == ObjectStat::k_unknown_size);
    CHECK(found.left_out.empty());
    CHECK(server.read.size() == 3);
}

TEST_CASE("pages take the place of the Items that they hold, and lists of assets are read") {
    Server server;
    server.documents["a/catalog.json"] = catalog(link_to("child", "c.json") + "," + link_to("data", "collections.json"));
    server.documents["a/c.json"] =
        R"({"type":"Collection",)" + links(link_to("items", "items.json") + "," + link_to("item", "gone.json") + "," +
                                           link_to("child", "part.json")) + "}";
    server.documents["a/part.json"] = catalog(link_to("item", "gone-too.json"));
    server.documents["a/items.json"] =
        R"({"type":"FeatureCollection","features":[)" + item(asset("x", k_root + "/1.nc")) + "]," +
        links(link_to("next", "items-2.json") + R"(,{"rel":"next","method":"POST","href":"search"})") + "}";
    server.documents["a/items-2.json"] =
        R"({"type":"FeatureCollection","features":[)" + item("", link_to("asset", "assets.json")) + "]}";
    server.documents["a/assets.json"] =
        R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"f","href":")" + k_root +
        R"(/2.nc","properties":{"file:size":3,"file:checksum":"1220cd"}}]})";
    const StacListing found = server.list();
    CHECK(keys_of(found) == Strings{"1.nc", "2.nc"});
    CHECK(found.objects[1].stat.size_bytes == 3);
    CHECK(found.objects[1].stat.version == "1220cd");
}

TEST_CASE("stores are folders, whichever of their members an asset names") {
    Server server;
    const std::string zarr = R"(,"type":"application/vnd.zarr; version=3")";
    server.documents["a/catalog.json"] =
        item(asset("group", k_root + "/s.zarr/measurements/r10m", zarr) + "," + asset("plain", k_root + "/plain/", zarr) +
                 "," + asset("index", k_root + "/v2/.zmetadata") + "," + asset("zip", k_root + "/packed.zarr.zip", zarr) + "," +
                 asset("references", k_root + "/set.json", zarr),
             link_to("store", k_root + "/linked"));
    const StacListing found = server.list();
    CHECK(found.stores == Strings{"s.zarr", "plain", "v2", "linked"});
    CHECK(keys_of(found) == Strings{"packed.zarr.zip", "set.json"});
}

TEST_CASE("the address that lies below the root counts, of an asset that has several") {
    Server server;
    server.documents["a/catalog.json"] = item(asset(
        "x", "s3://bucket/x.nc", R"(,"alternate":{"https":{"href":")" + k_root + R"(/x.nc?"},"other":{"href":")" + k_root +
                                     R"(/y.nc"}})"));
    CHECK(keys_of(server.list()) == Strings{"y.nc"});
    CHECK(keys_of(server.list("s3://bucket")) == Strings{"x.nc"});
}

TEST_CASE("what lies elsewhere is told, and a listing without a file says where the files are") {
    Server server;
    server.documents["a/catalog.json"] =
        catalog(link_to("child", "https://other.example.org/catalog.json") + "," + link_to("item", "1.json"));
    server.documents["a/1.json"] = item(asset("x", k_root + "/m/x.nc") + "," + asset("y", k_root + "/n/deep/y.nc"));
    const StacListing found = server.list(k_root + "/n");
    CHECK(keys_of(found) == Strings{"deep/y.nc"});
    REQUIRE(found.left_out.size() == 2);
    CHECK_THAT(found.left_out[0], Catch::Contains("1 asset ") && Catch::Contains("/m/x.nc"));
    CHECK_THAT(found.left_out[1], Catch::Contains("1 link ") && Catch::Contains("https://other.example.org/catalog.json"));
    CHECK_THROWS_WITH(server.list(k_root + "/q"), Catch::Contains("2 assets") && Catch::Contains(k_root + ";") &&
                                                      Catch::Contains("`root`") && Catch::Contains("`listing`"));
    server.documents["a/1.json"] = item(asset("x", "https://a.org/x.nc") + "," + asset("y", "s3://b/y.nc"));
    CHECK_THROWS_WITH(server.list(), Catch::Contains("several places") && Catch::Contains("https://a.org/x.nc"));
    server.documents["a/1.json"] = item(asset("x", "s3://b/run/x.nc") + "," + asset("y", "s3://b/run2/y.nc"));
    CHECK_THROWS_WITH(server.list(), Catch::Contains("below s3://b;"));
    server.documents["a/1.json"] = item("");
    CHECK_THROWS_WITH(server.list(), Catch::Contains("https://other.example.org/catalog.json"));
}

TEST_CASE("a document that cannot be read ends the listing, with its address") {
    Server server;
    const auto fails_with = [&](const std::string& child, const std::string& text) {
        server.documents["a/catalog.json"] =
            catalog(link_to("child", child) + "," + link_to("item", "i.json"));
        server.documents["a/i.json"] = item(asset("x", k_root + "/x.nc"));
        CHECK_THROWS_WITH(server.list(), Catch::Contains(text) && Catch::Contains("would lose"));
    };
    fails_with("gone.json", "https://stac.example.org/a/gone.json");
    server.documents["a/list.json"] = "[]";
    fails_with("list.json", "found an array");
    server.documents["a/cut.json"] = "{\n\"type\":";
    fails_with("cut.json", "line 2");
    server.documents["a/geo.json"] = R"({"type":"Point","coordinates":[1,2]})";
    fails_with("geo.json", "the type 'Point'");
    fails_with("items?page=2", "pystac-client search --save");
}

TEST_CASE("a listing is a catalog by its address, its folder, or how it begins") {
    const TempFolder folder;
    folder.add_file("c/catalog.json", "{}");
    folder.add_file("list.json", "[]");
    folder.add_file("found.json", " \n{}");
    CHECK(stac_catalog("https://h/stac") == "https://h/stac/catalog.json");
    CHECK(stac_catalog("s3://b/collection.json") == "s3://b/collection.json");
    CHECK(stac_catalog(folder / "c") == "file://" + (folder / "c/catalog.json"));
    CHECK(stac_catalog(folder / "found.json") == "file://" + (folder / "found.json"));
    CHECK_FALSE(stac_catalog(folder / "list.json"));
    CHECK_FALSE(stac_catalog(folder / "absent"));
}
