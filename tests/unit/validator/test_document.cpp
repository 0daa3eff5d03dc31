#include <catch2/catch.hpp>

#include "reference_objects.hpp"
#include "validator/document.hpp"

using namespace cairn;
using test::parsed;
using validate::classify;
using validate::Kind;

TEST_CASE("documents are told by what they mean to be") {
    CHECK(classify(parsed(R"({"type": "Catalog"})")) == Kind::catalog);
    CHECK(classify(parsed(R"({"type": "Collection"})")) == Kind::collection);
    CHECK(classify(parsed(R"({"type": "Feature", "stac_version": "1.1.0"})")) == Kind::item);
    CHECK(classify(parsed(R"({"type": "Feature", "geometry": null})")) == Kind::unknown);
    CHECK(classify(parsed(R"({"type": "FeatureCollection", "features": [{"assets": {}}]})")) == Kind::items_page);
    CHECK(classify(parsed(R"({"type": "FeatureCollection", "features": [{"href": "a", "item": "b"}]})")) ==
          Kind::asset_page);
    CHECK(classify(parsed(R"({"type": "FeatureCollection", "features": [{"geometry": null}]})")) == Kind::unknown);
    CHECK(classify(parsed(R"({"type": "FeatureCollection", "features": [], "links": []})")) == Kind::items_page);
    CHECK(classify(parsed(R"({"type": "AssetPages"})")) == Kind::page_directory);
    CHECK(classify(parsed(R"({"collections": [], "links": []})")) == Kind::collections);
    CHECK(classify(parsed(R"({"stac_version": "1.0.0", "extent": {}})")) == Kind::collection);
    CHECK(classify(parsed(R"({"refs": {}})")) == Kind::unknown);
    CHECK(classify(parsed("[]")) == Kind::unknown);
}

namespace {

std::vector<std::string> urls(const std::string& text) {
    const json::Value document = parsed(text);
    std::vector<std::string> result;
    for (const validate::Check& check : validate::checks_of(document, classify(document))) {
        result.push_back(check.pointer + " " + check.url);
    }
    return result;
}

}  // namespace

TEST_CASE("an object is checked by its version's core schema and each extension once") {
    CHECK(
        urls(R"({"type": "Catalog", "stac_version": "1.0.0", "stac_extensions": ["https://a/x", "https://a/x", 3]})") ==
        std::vector<std::string>{" https://schemas.stacspec.org/v1.0.0/catalog-spec/json-schema/catalog.json",
                                 " https://a/x"});
    CHECK(urls(R"({"type": "Catalog", "stac_version": "../../x"})") ==
          std::vector<std::string>{" https://schemas.stacspec.org/v1.1.0/catalog-spec/json-schema/catalog.json"});
}

TEST_CASE("the Items of a page are checked one by one") {
    CHECK(
        urls(
            R"({"type": "FeatureCollection", "numberMatched": 1, "features": [{"stac_version": "1.0.0", "assets": {}}]})") ==
        std::vector<std::string>{" https://cairn-stac.github.io/schemas/v1/items-page.json",
                                 "/features/0 https://schemas.stacspec.org/v1.0.0/item-spec/json-schema/item.json"});
    CHECK(urls(R"({"type": "FeatureCollection", "features": [{"stac_version": "1.0.0", "assets": {}}]})").size() == 2);
}
