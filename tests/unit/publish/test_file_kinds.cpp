#include <catch2/catch.hpp>

#include "builder/publish/file_kinds.hpp"

using namespace cairn::publish;

TEST_CASE("content types follow from the layout of the tree") {
    for (const char* path : {"collections/c/items/i/i.json", "collections/c/items.json", "collections/c/items-b.json",
                             "collections/c/items/i/assets/index.json", "collections/c/assets/19790101T000000Z.json"}) {
        INFO(path);
        CHECK(content_type_of(path) == "application/geo+json");
    }
    for (const char* path : {"catalog.json", "collections.json", "collections/c/collection.json", ".cairn/moved.json",
                             "collections/c/items/i/assets/pages.json", "collections/c/items/i/references.json",
                             "collections/c/part-a/catalog.json"}) {
        INFO(path);
        CHECK(content_type_of(path) == "application/json");
    }
    CHECK(content_type_of("collections/c/items.parquet") == "application/vnd.apache.parquet");
    CHECK(content_type_of("index.html") == "text/html; charset=utf-8");
    CHECK(content_type_of("browse/app.js") == "text/javascript; charset=utf-8");
    CHECK(content_type_of("catalog.json.gz") == "application/gzip");
    CHECK(content_type_of("x.unknown") == "application/octet-stream");
}

TEST_CASE("caches keep a kind of files as long as the user says") {
    CHECK(cache_control_of("catalog.json", {}) == "public, max-age=60");
    CHECK(cache_control_of("catalog.json.gz", {{"documents", "no-cache"}}) == "no-cache");
    CHECK(cache_control_of("collections.parquet", {{"documents", "no-cache"}}) == "public, max-age=300");
    CHECK(cache_control_of(".cairn/manifest", {}) == "no-cache");
    CHECK(cache_control_of("index.html", {}) == "public, max-age=3600");
}
