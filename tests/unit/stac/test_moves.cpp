#include <catch2/catch.hpp>

#include "base/json/write.hpp"
#include "builder/stac/moves.hpp"

using namespace cairn;

namespace {

using Files = std::map<std::string, std::string>;

Manifest manifest_of(const Files& files) {
    Manifest manifest;
    for (const auto& [path, text] : files) manifest.add(path, digest_of(text));
    return manifest;
}

std::vector<Move> moves_of(const Files& before, const Files& now) {
    const Manifest old = manifest_of(before);
    const Manifest current = manifest_of(now);
    return moves_between({old, [&](const std::string& path) { return before.at(path); }},
                         {current, [&](const std::string& path) { return now.at(path); }});
}

std::string item(const std::string& collection, const std::string& id, const std::string& assets) {
    return R"({"type":"Feature","id":")" + id + R"(","collection":")" + collection + R"(","assets":{)" + assets + "}}";
}

std::string asset(const std::string& key, const std::string& href) {
    return '"' + key + R"(":{"href":")" + href + "\"}";
}

const std::string k_old = "collections/a/items/i/i.json";
const std::string k_new = "collections/b/items/j/j.json";

}  // namespace

TEST_CASE("data that are in another document moved there") {
    const auto moves = moves_of({{k_old, item("a", "i", asset("x", "https://h/x.nc"))}},
                                {{k_new, item("b", "j", asset("y", "https://h/x.nc"))}});
    REQUIRE(moves.size() == 1);
    CHECK((moves[0].from == MovedPlace{k_old, "a", "i"}));
    CHECK((moves[0].to == MovedPlace{k_new, "b", "j"}));
    CHECK(moves[0].assets == 1);
    CHECK(moves[0].asset_ids == std::map<std::string, std::string>{{"x", "y"}});
    CHECK(
        json::write(moves_value(moves)) ==
        R"({"type":"Moves","moves":[{"from":{"href":"collections/a/items/i/i.json","collection":"a","item":"i"},)"
        R"("to":{"href":"collections/b/items/j/j.json","collection":"b","item":"j"},"assets":1,"asset_ids":{"x":"y"}}]})");
}

TEST_CASE("what is where it was did not move, whatever else has it now") {
    const std::string one = item("a", "i", asset("x", "https://h/x.nc"));
    const std::string more = item("a", "i", asset("x", "https://h/x.nc") + ',' + asset("z", "https://h/z.nc"));
    CHECK(moves_of({{k_old, one}}, {{k_old, more}}).empty());
    CHECK(moves_of({{k_old, one}}, {{k_old, more}, {k_new, item("b", "j", asset("x", "https://h/x.nc"))}}).empty());
    CHECK(moves_of({{k_old, one}}, {{k_old, one}}).empty());
    CHECK(moves_of({}, {{k_old, one}}).empty());
}

TEST_CASE("a relative href is known by the place that it leads to") {
    const auto moves = moves_of({{"collections/a/items/i/i.json", item("a", "i", asset("x", "../../../../../x.nc"))}},
                                {{"collections/a/items/j/j.json", item("a", "j", asset("x", "../../../../../x.nc"))}});
    CHECK(moves.size() == 1);
}

TEST_CASE("pages of a list are of the document beside them, and links into the catalog are no data") {
    const std::string page = R"({"features":[{"id":"x","collection":"a","item":"i","href":"https://h/x.nc"}]})";
    const Files before{{"collections/a/items/i/assets/index.json", page},
                       {k_old, item("a", "i", asset("asset-list", "./assets/index.json"))}};
    const auto moves = moves_of(before, {{k_new, item("b", "j", asset("x", "https://h/x.nc"))}});
    REQUIRE(moves.size() == 1);
    CHECK((moves[0].from == MovedPlace{k_old, "a", "i"}));
    CHECK(moves_of({{"collections/a/items/i/assets/pages.json", page}}, {{k_new, page}}).empty());
    CHECK(moves_of({{"collections/a/items/i/assets/pages-index.json", page}}, {{k_new, page}}).empty());
}

TEST_CASE("a collection that is gone moved with its items, and has its own data") {
    const auto collection = [](const std::string& id, const std::string& assets) {
        return R"({"type":"Collection","id":")" + id + R"(","assets":{)" + assets + "}}";
    };
    const auto moves = moves_of(
        {{"collections/a/collection.json", collection("a", "")}, {k_old, item("a", "i", asset("x", "https://h/x.nc"))}},
        {{"collections/b/collection.json", collection("b", "")},
         {k_new, item("b", "j", asset("x", "https://h/x.nc"))}});
    REQUIRE(moves.size() == 2);
    CHECK((moves[0].from == MovedPlace{"collections/a/collection.json", "a", ""}));
    CHECK((moves[0].to == MovedPlace{"collections/b/collection.json", "b", ""}));
    const auto own = moves_of({{"collections/a/collection.json", collection("a", asset("m", "https://h/m.nc"))}},
                              {{"collections/b/collection.json", collection("b", asset("n", "https://h/m.nc"))}});
    REQUIRE(own.size() == 1);
    CHECK(own[0].asset_ids == std::map<std::string, std::string>{{"m", "n"}});
}

TEST_CASE("an old document that somebody damaged moved nothing") {
    CHECK(moves_of({{k_old, "{"}}, {{k_new, item("b", "j", asset("x", "https://h/x.nc"))}}).empty());
    CHECK(moves_of({{k_old, ""}}, {{k_new, "[]"}}).empty());
    CHECK(moves_of({{k_old, R"({"type":"Feature","assets":{"x":1},"id":2})"}}, {{k_new, "3"}}).empty());
}
