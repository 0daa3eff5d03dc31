#include "builder/tables/asset_rows.hpp"

#include <catch2/catch.hpp>
#include <variant>

#include "base/json/parse.hpp"

using namespace cairn;
using namespace cairn::tables;

namespace {

json::Value parsed(std::string_view text) { return std::get<json::Value>(json::parse(text)); }

/// What a row says: its own member, else that of its document; as JSON text.
std::string said(const AssetRow& row, const AssetOwner& owner, std::string_view name) {
    for (const std::string& members : {row.members, owner.shared}) {
        for (std::string_view rest = members; !rest.empty();) {
            const Member member(rest);
            if (member.name == name) return member.value.json();
        }
    }
    return "nothing";
}

json::Value item() {
    return parsed(R"({"type":"Feature","id":"i","collection":"c","bbox":[0,0,2,2],
        "geometry":{"type":"Point","coordinates":[1,1]},
        "properties":{"title":"An Item","datetime":null,"start_datetime":"2000-01-01T00:00:00Z",
            "end_datetime":"2000-12-31T23:59:59Z","model":"m","collection":"facet","cairn:count":2,"file:size":9,
            "cube:variables":{"tas":{"type":"data","cf:standard_name":"air_temperature"},
                              "pr":{"type":"data","cf:standard_name":"rain"},"lat":{"type":"auxiliary"}}}})");
}

}  // namespace

TEST_CASE("an asset has what its Item says where it says nothing") {
    const AssetOwner owner = owner_of(item());
    const AssetRow row = inline_row("a", parsed(R"({"href":"./a.nc","type":"application/netcdf"})"), owner);
    CHECK(said(row, owner, "id") == R"("a")");
    CHECK(said(row, owner, "item") == R"("i")");
    CHECK(said(row, owner, "collection") == R"("c")");
    CHECK(said(row, owner, "href") == R"("./a.nc")");
    CHECK(said(row, owner, "model") == R"("m")");
    CHECK(said(row, owner, "start_datetime") == R"("2000-01-01T00:00:00Z")");
    CHECK(said(row, owner, "variables") == R"(["tas","pr"])");
    CHECK(row.key.start_us == 946'684'800'000'000);
    CHECK(row.key.place != k_no_place);
}

TEST_CASE("an asset has not what its Item says of itself") {
    const AssetOwner owner = owner_of(item());
    const AssetRow row = inline_row("a", parsed(R"({"href":"./a.nc"})"), owner);
    for (const char* name : {"title", "cairn:count", "file:size", "cube:variables"}) {
        INFO(name);
        CHECK(said(row, owner, name) == "nothing");
    }
    CHECK(said(row, owner, "properties:collection") == R"("facet")");
}

TEST_CASE("an asset's own time is an interval, also when it is an instant") {
    const AssetOwner owner = owner_of(item());
    const AssetRow row = inline_row("a", parsed(R"({"href":"a","datetime":"2000-06-01T00:00:00Z"})"), owner);
    for (const char* name : {"datetime", "start_datetime", "end_datetime"})
        CHECK(said(row, owner, name) == R"("2000-06-01T00:00:00Z")");
}

TEST_CASE("a standard name says which variables an asset has") {
    const AssetOwner owner = owner_of(item());
    const auto variables = [&](std::string_view asset) {
        return said(inline_row("a", parsed(asset), owner), owner, "variables");
    };
    CHECK(variables(R"({"href":"a","cf:standard_name":"rain"})") == R"(["pr"])");
    CHECK(variables(R"({"href":"a","bands":[{"name":"x"},{"name":"y"}]})") == R"(["x","y"])");
    CHECK(variables(R"({"href":"a","cube:variables":{"z":{"type":"data"}}})") == R"(["z"])");
    const auto standard_names = [&](std::string_view asset) {
        return said(inline_row("a", parsed(asset), owner), owner, "standard_names");
    };
    CHECK(standard_names(R"({"href":"a"})") == R"(["air_temperature","rain"])");
    CHECK(standard_names(R"({"href":"a","cf:standard_name":["rain","snow"]})") == R"(["rain","snow"])");
    CHECK(standard_names(R"({"href":"a","bands":[{"name":"x"}]})") == "[]");
}

TEST_CASE("a row says whether its asset is listed, and its Item which properties it does not have") {
    const AssetOwner owner = owner_of(item());
    CHECK(said(inline_row("a", parsed(R"({"href":"a"})"), owner), owner, "listed") == "false");
    const AssetRow listed =
        listed_row(parsed(R"({"id":"a","href":"a","properties":{"type":"b"}})"), owner, "c/index.json", "c");
    CHECK(said(listed, owner, "listed") == "true");
    CHECK(said(listed, owner, "type") == "nothing");
    CHECK(said(listed, owner, "properties:type") == R"("b")");
    CHECK(owner.not_inherited == std::vector<std::string>{"title", "cairn:count", "file:size", "cube:variables"});
}

TEST_CASE("a box with heights is the box on the ground") {
    const AssetOwner owner = owner_of(parsed(R"({"type":"Feature","id":"i","bbox":[1,2,-5,3,4,9]})"));
    CHECK(said(AssetRow(), owner, "bbox") == R"({"xmin":1.0,"ymin":2.0,"xmax":3.0,"ymax":4.0})");
}

TEST_CASE("a listed asset says itself when and where it is") {
    const AssetOwner owner = owner_of(item());
    const json::Value feature =
        parsed(R"({"type":"Feature","id":"a","item":"i","collection":"c","href":"../../../d/a.nc",
        "media_type":"application/netcdf","title":"A","roles":["data"],"geometry":null,
        "properties":{"datetime":null,"model":"other"}})");
    const AssetRow row = listed_row(feature, owner, "collections/c/items/i/assets/index.json", "collections/c");
    CHECK(said(row, owner, "href") == R"("./d/a.nc")");
    CHECK(said(row, owner, "type") == R"("application/netcdf")");
    CHECK(said(row, owner, "model") == R"("other")");
    CHECK(said(row, owner, "start_datetime") == "null");
    CHECK(said(row, owner, "geometry") == "null");
    CHECK(row.key.start_us == k_no_time);
    CHECK(row.key.place == k_no_place);
}

TEST_CASE("relative URLs lead to the same place from another folder") {
    CHECK(rebased("a.nc", "x/y", "x/y") == "./a.nc");
    CHECK(rebased("./a.nc", "x/y/z", "x") == "./y/z/a.nc");
    CHECK(rebased("../../../../data/a.nc", "x/y", "x") == "../../../data/a.nc");
    CHECK(rebased("../../data/a.nc", "x/y", "x") == "../data/a.nc");
    CHECK(rebased("../q/a.nc", "x/y", "x/z") == "../q/a.nc");
    for (const char* href : {"https://h/a.nc", "s3://b/a", "/abs/a.nc", ""}) CHECK(rebased(href, "x/y", "z") == href);
}

TEST_CASE("the list of assets is no asset") {
    CHECK(is_asset_list(parsed(R"({"href":"a","type":"application/geo+json","roles":["index"]})")));
    CHECK_FALSE(is_asset_list(parsed(R"({"href":"a","type":"application/json","roles":["references","index"]})")));
}
