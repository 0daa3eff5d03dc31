#include "builder/browse/json_ld.hpp"

#include <catch2/catch.hpp>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"

namespace cairn::browse {

namespace {

json::Value parsed(const char* text) { return std::move(std::get<json::Value>(json::parse(text))); }

}  // namespace

TEST_CASE("a Collection in the words of schema.org") {
    const json::Value data = dataset(parsed(R"({"id": "c", "title": "T", "description": "D", "license": "CC-BY-4.0",
        "keywords": ["k"], "sci:doi": "10.1/x", "providers": [{"name": "P", "url": "https://p.example.org"}],
        "extent": {"spatial": {"bbox": [[170, -20, -170, 20]]}, "temporal": {"interval": [["2000-01-01T00:00:00Z", null]]}},
        "cube:variables": {"tas": {"type": "data", "unit": "K", "description": "temperature"}, "lat": {"type": "auxiliary"}}})"),
                                     "https://x.example.org/c/index.html");
    CHECK(
        json::write(data) ==
        R"({"@context":"https://schema.org/","@type":"Dataset","name":"T","description":"D","identifier":"c",)"
        R"("url":"https://x.example.org/c/index.html","keywords":["k"],"license":"https://spdx.org/licenses/CC-BY-4.0.html",)"
        R"("sameAs":"https://doi.org/10.1/x","creator":[{"@type":"Organization","name":"P","url":"https://p.example.org"}],)"
        R"("temporalCoverage":"2000-01-01T00:00:00Z/..",)"
        R"("spatialCoverage":{"@type":"Place","geo":{"@type":"GeoShape","box":"-20 170 20 -170"}},)"
        R"("variableMeasured":[{"@type":"PropertyValue","name":"tas","description":"temperature","unitText":"K"}]})");
}

TEST_CASE("what a Collection does not know is not said") {
    const json::Value data = dataset(parsed(R"({"id": "c", "license": "other",
        "extent": {"spatial": {"bbox": []}, "temporal": {"interval": [[null, null]]}}})"),
                                     "");
    CHECK(json::write(data) == R"({"@context":"https://schema.org/","@type":"Dataset","name":"c","identifier":"c"})");
}

}  // namespace cairn::browse
