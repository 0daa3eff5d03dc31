// Which documents a schema needs.
#include <catch2/catch.hpp>

#include "base/json/parse.hpp"
#include "validator/pull/pull.hpp"
#include "validator/pull/references.hpp"

using namespace cairn;

namespace {

/// The URLs; those that are not certain with '?'.
std::vector<std::string> needed(const std::string& schema, const std::string& url) {
    const auto parsed = json::parse(schema);
    std::vector<std::string> urls;
    for (const auto& reference : validate::documents_referred_to(std::get<json::Value>(parsed), url))
        urls.push_back((reference.is_certain ? "" : "?") + reference.url);
    return urls;
}

using Urls = std::vector<std::string>;
const std::string k_url = "https://example.org/a/v1.0.0/schema.json";

}  // namespace

TEST_CASE("references to other documents are found wherever they stand, and those to the schema itself are not") {
    CHECK(needed(R"({"$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://example.org/a/v1.0.0/schema.json#", "oneOf": [{"$ref": "#/definitions/x"},
        {"$ref": "part.json#/y"}], "definitions": {"x": {"$ref": "https://geojson.org/schema/Feature.json"}}})",
                 k_url) == Urls{"https://example.org/a/v1.0.0/part.json", "https://geojson.org/schema/Feature.json"});
    CHECK(needed(R"({"$dynamicRef": "b.json#x", "$recursiveRef": "#", "$schema": "https://example.org/meta"})",
                 k_url) == Urls{"https://example.org/a/v1.0.0/b.json", "https://example.org/meta"});
    CHECK(needed(R"({"const": {"$ref": "c.json"}, "enum": [{"$ref": "d.json"}], "examples": [{"$ref": "e.json"}]})",
                 k_url) == Urls{});
}

TEST_CASE("embedded resources have bases of their own, and are not needed from elsewhere") {
    CHECK(needed(R"({"$defs": {"in": {"$id": "/inner/schema.json", "items": {"$ref": "more.json"}}},
        "$ref": "/inner/schema.json"})",
                 k_url) == Urls{"https://example.org/inner/more.json"});
}

TEST_CASE("a schema with the $id of another version is looked at from both URLs") {
    CHECK(needed(R"({"$id": "https://example.org/a/v0.9.0/schema.json", "items": {"$ref": "part.json"},
        "not": {"$ref": "#/definitions/x"}})",
                 k_url) == Urls{"?https://example.org/a/v0.9.0/part.json", "?https://example.org/a/v1.0.0/part.json"});
}

TEST_CASE("URLs of schemas are https, and name a file below the folder") {
    CHECK(validate::complaint_about({k_url, "https://proj.org/schemas/v0.7/projjson.schema.json"}).empty());
    for (const std::string url : {"http://example.org/a.json", "file:///etc/passwd", "eo", "", "https://example.org",
                                  "https://example.org/", "https://example.org/a/../b.json", "https://example.org/a?b",
                                  "https://user:secret@example.org/a.json", "https:///a.json"}) {
        CAPTURE(url);
        CHECK_FALSE(validate::complaint_about({url}).empty());
    }
}

TEST_CASE("what is pulled without URLs is published by others") {
    const auto urls = validate::published_schemas();
    CHECK(urls.size() > 90);
    CHECK(validate::complaint_about(urls).empty());
}
