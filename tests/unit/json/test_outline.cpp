#include <catch2/catch.hpp>
#include <string>

#include "base/json/outline.hpp"
#include "base/json/write.hpp"

using namespace cairn;

namespace {

std::string outline(const std::string& text) {
    const auto found = json::outline(text);
    return found ? json::write(*found) : "none";
}

}  // namespace

TEST_CASE("an outline has the members of a document without what is in them") {
    CHECK(
        outline(
            R"( {"type": "Catalog", "links": [{"rel": "a"}, [1]], "extent": {"a": {"b": 1}}, "n": 1.5, "t": true} )") ==
        R"({"type":"Catalog","links":[],"extent":{},"n":null,"t":null})");
    CHECK(outline("\xEF\xBB\xBF{}") == "{}");
    CHECK(outline(R"({"a": "first", "a": "second"})") == R"({"a":"first"})");
    CHECK(outline(R"({"a\u0062": {"ab": 1}, "c": ""})") == R"({"ab":{},"c":""})");
}

TEST_CASE("what is no object has no outline") {
    for (const std::string text :
         {"", " ", "[]", "[{}]", "1", "\"a\"", "null", "{", "{]", "{\"a\":}", "{} {}", "{\"a\":[}"}) {
        CAPTURE(text);
        CHECK(outline(text) == "none");
    }
    CHECK(outline(std::string(200'000, '[')) == "none");
    CHECK(outline("{\"a\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}") == R"({"a":[]})");
}
