// What documents say of their data, and what is found when it is otherwise.
#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "base/multihash.hpp"
#include "validator/assets/asset_claims.hpp"
#include "validator/assets/asset_metadata.hpp"
#include "validator/assets/asset_places.hpp"

using namespace cairn;
using validate::AssetClaims;
using validate::AssetFacts;
using validate::Kind;

namespace {

std::vector<AssetClaims> claims_of(const std::string& text, Kind kind = Kind::item) {
    return validate::claims_of(std::get<json::Value>(json::parse(text)), kind);
}

std::string item_with(const std::string& assets) {
    return R"({"type": "Feature", "bbox": [0, 0, 10, 10], "properties": {"start_datetime": "2001-01-01T00:00:00Z",
      "end_datetime": "2001-12-31T00:00:00Z", "cube:dimensions": {"x": {"extent": [0, 9], "step": 1}, "z": {"values": [1, 2]}, "n": {"size": 7}},
      "cube:variables": {"v": {"dimensions": ["z", "x"], "unit": "K"}}}, "assets": {)" +
           assets + "}}";
}

constexpr const char* k_file = R"("a": {"href": "a.nc", "type": "application/netcdf", "file:size": 5})";
constexpr const char* k_other = R"("b": {"href": "b.nc", "type": "application/netcdf"})";

AssetFacts facts() {
    AssetFacts made;
    made.time = validate::TimeSpan{978'307'200'000'000, 1'009'756'800'000'000};  // 2001-01-01 to 2001-12-31
    made.time_cell_s = 86400;
    made.box = validate::Box{0, 0, 10, 10};
    made.cell_deg = 1;
    made.dimensions = {{"x", 10}, {"z", 2}, {"n", 7}};
    made.variables = {{"v", "K", {"z", "x"}}};
    return made;
}

std::vector<std::string> pointers(const std::vector<validate::Disagreement>& found) {
    std::vector<std::string> all;
    for (const auto& one : found) all.push_back(one.pointer + (one.is_slight ? " slight" : ""));
    return all;
}

using Pointers = std::vector<std::string>;

}  // namespace

TEST_CASE("the only data asset of an Item is all that the Item says; several need only be held") {
    const auto one = claims_of(item_with(k_file));
    REQUIRE(one.size() == 1);
    CHECK(one[0].size_bytes->value == 5);
    CHECK(one[0].time->is_own);
    CHECK(one[0].dimensions.size() == 3);
    const auto two = claims_of(item_with(std::string(k_file) + "," + k_other));
    REQUIRE(two.size() == 2);
    CHECK_FALSE(two[0].time->is_own);
    CHECK(two[0].dimensions.empty());
}

TEST_CASE("documents that agree say nothing, and each disagreement is one, where it stands") {
    const AssetClaims claims = claims_of(item_with(k_file)).front();
    CHECK(validate::compare(claims, facts()).empty());
    AssetFacts other = facts();
    other.time->begin -= 40'000'000'000'000;
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties"});
    other = facts();
    other.time->end += 3'600'000'000;
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties slight"});
    other = facts();
    other.box->west = 3;
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/bbox"});
    other = facts();
    other.box->west = -0.5;
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/bbox slight"});
    other = facts();
    other.dimensions[1].size = 3;
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties/cube:dimensions/z"});
    other = facts();
    other.variables[0].unit = "degC";
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties/cube:variables/v/unit"});
    other = facts();
    other.variables[0].dimensions = {"x", "z"};
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties/cube:variables/v/dimensions"});
    other = facts();
    other.variables[0].name = "w";
    CHECK(pointers(validate::compare(claims, other)) == Pointers{"/properties/cube:variables/v"});
}

TEST_CASE("an Item of several files holds each of them") {
    const AssetClaims claims = claims_of(item_with(std::string(k_file) + "," + k_other)).front();
    AssetFacts part = facts();
    part.time->end = part.time->begin;
    part.box = validate::Box{2, 2, 3, 3};
    CHECK(validate::compare(claims, part).empty());
    part.time->end += 80'000'000'000'000;
    CHECK(pointers(validate::compare(claims, part)) == Pointers{"/properties"});
}

TEST_CASE("checksums are made of the bytes, by the algorithm that is named") {
    const std::string empty = "1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    auto sum = Digester::of(empty);
    REQUIRE(sum);
    sum->add("");
    CHECK(sum->take() == empty);
    auto md5 = Digester::of("d50110900150983cd24fb0d6963f7d28e17f72");
    REQUIRE(md5);
    md5->add("a");
    md5->add("bc");
    CHECK(md5->take() == "d50110900150983cd24fb0d6963f7d28e17f72");
    CHECK_FALSE(Digester::of("1220abcd"));
    CHECK_FALSE(Digester::of("e3b0c442"));
}

TEST_CASE("hrefs lead where their document and the table of places say") {
    validate::Options options;
    options.assets_at = {{"https://data.example.org/", "/srv/"}};
    const validate::AssetPlaces here("/cat/", options);
    CHECK(here.place_of("c/i.json", "./a b.nc").path == "/cat/c/./a b.nc");
    CHECK(here.place_of("c/i.json", "a%20b.nc").path == "/cat/c/a b.nc");
    CHECK(here.place_of("c/i.json", "/data/a.nc").path == "/data/a.nc");
    CHECK(here.place_of("c/i.json", "file:///data/a.nc").path == "/data/a.nc");
    CHECK(here.place_of("c/i.json", "https://data.example.org/x/a.nc").path == "/srv/x/a.nc");
    const auto served = here.place_of("c/i.json", "https://other.example.org/x/a.nc");
    CHECK(served.origin == "https://other.example.org/");
    CHECK(served.key == "x/a.nc");
    CHECK_FALSE(here.place_of("c/i.json", "https://o.example.org/a.nc?token=x").refusal.empty());
    CHECK_FALSE(here.place_of("c/i.json", "ftp://o.example.org/a.nc").refusal.empty());
    const validate::AssetPlaces there("https://cat.example.org/x/", options);
    CHECK(there.place_of("c/i.json", "./a.nc").key == "x/c/a.nc");
    CHECK_FALSE(there.place_of("c/i.json", "file:///etc/passwd").refusal.empty());
    CHECK_FALSE(there.place_of("c/i.json", "http://127.0.0.1/a.nc").refusal.empty());
    CHECK(there.place_of("c/i.json", "https://data.example.org/a.nc").path == "/srv/a.nc");
}
