#include <catch2/catch.hpp>
#include <string>

#include "base/json/locate.hpp"

using namespace cairn;

namespace {

const std::string k_text = R"({
  "id": "a\"b]",
  "links": [
    {"rel": "self", "href": "./a.json"},
    {"rel": "root"}
  ],
  "a/b~c": {"": [[], [1, 2]]},
  "caf\u00e9": -1.5e3
})";

std::string found(std::string_view pointer, const std::string& text = k_text) {
    return text.substr(json::locate(text, pointer).offset, 6);
}

}  // namespace

TEST_CASE("pointers lead to their values") {
    CHECK(found("") == "{\n  \"i");
    CHECK(found("/id") == "\"a\\\"b]");
    CHECK(found("/links") == "[\n    ");
    CHECK(found("/links/0/href") == "\"./a.j");
    CHECK(found("/links/1/rel") == "\"root\"");
    CHECK(found("/a~1b~0c//1/1") == "2]]},\n");
    CHECK(found("/caf\xC3\xA9") == "-1.5e3");
}

TEST_CASE("line and column") {
    const json::Position position = json::locate(k_text, "/links/1/rel");
    CHECK(position.line == 5);
    CHECK(position.column == 13);
}

TEST_CASE("what is missing is found at the deepest value that should have it") {
    CHECK(found("/links/1/href") == "{\"rel\"");
    CHECK(found("/links/2") == found("/links"));
    CHECK(found("/links/-") == found("/links"));
    CHECK(found("/links/01") == found("/links"));
    CHECK(found("/absent/deeper") == found(""));
    CHECK(found("/id/0") == found("/id"));
}

TEST_CASE("the first of two members of one name is meant") {
    CHECK(found("/a/b", R"({"a": {"b": 111111}, "a": {"b": 2}})") == "111111");
}

TEST_CASE("a byte order mark counts") { CHECK(json::locate("\xEF\xBB\xBF {\"a\": 1}", "/a").offset == 10); }

TEST_CASE("deep text is walked, not climbed") {
    std::string text(200'000, '[');
    text += "1" + std::string(200'000, ']');
    std::string pointer;
    for (int i = 0; i < 100; ++i) pointer += "/0";
    CHECK(json::locate(text, pointer).offset == 100);
    CHECK(json::locate("[" + text + ",7]", "/1").offset == text.size() + 2);
}

TEST_CASE("many pointers are found as each alone") {
    const std::vector<std::string_view> pointers{"/links/1/rel", "/none/a",       "",    "/id",    "/a~1b~0c//1/1",
                                                 "/links/1",     "/links/7/rel",  "/id", "/links", "/id/0/no",
                                                 "/caf\xC3\xA9", "/links/1/rel/x"};
    const std::vector<json::Position> found = json::locate(k_text, pointers);
    REQUIRE(found.size() == pointers.size());
    for (std::size_t i = 0; i < pointers.size(); ++i) {
        CAPTURE(pointers[i]);
        const json::Position alone = json::locate(k_text, pointers[i]);
        CHECK(found[i].offset == alone.offset);
        CHECK(found[i].line == alone.line);
        CHECK(found[i].column == alone.column);
        const json::Position counted = json::position_of(k_text, alone.offset);
        CHECK(alone.line == counted.line);
        CHECK(alone.column == counted.column);
    }
    CHECK(json::locate(k_text, std::vector<std::string_view>{}).empty());
}

TEST_CASE("text that is no JSON gives some position within it") {
    for (const std::string text :
         {"", "{", "}", "]]]]", "{\"a\":}", "{\"a\"", "{a: 1}", "[,,,]", "\"", "[\"a", "{:}", "[}{]"}) {
        CAPTURE(text);
        CHECK(json::locate(text, "/a/0/b").offset <= text.size());
        CHECK(json::locate(text, "/0").offset <= text.size());
    }
}
