#include <catch2/catch.hpp>

#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "tests/unit/json/parsed.hpp"

using namespace cairn;
using test::parsed;

TEST_CASE("tokens are escaped and unescaped") {
    CHECK(json::child("/links", "a/b~c") == "/links/a~1b~0c");
    CHECK(json::child("", "") == "/");
    CHECK(json::child("/links", std::size_t{12}) == "/links/12");
    CHECK(json::tokens("/a~1b/~01/") == std::vector<std::string>{"a/b", "~1", ""});
    CHECK(json::tokens("").empty());
    CHECK(json::tokens("a/b") == std::vector<std::string>{"a", "b"});
    CHECK(json::tokens("/~/~2") == std::vector<std::string>{"~", "~2"});
}

TEST_CASE("any name survives the way into a pointer and back") {
    for (const std::string name : {"", "/", "~", "~1", "~0~1", "a/b", "\xC3\xA9", " "}) {
        CHECK(json::tokens(json::child(json::child("", name), name)) == std::vector<std::string>{name, name});
    }
}

// The document and pointers of RFC 6901, section 5.
TEST_CASE("pointers resolve") {
    const json::Value document =
        parsed(R"({"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "k\"l": 6, " ": 7, "m~n": 8})");
    const auto at = [&](std::string_view pointer) {
        const json::Value* value = json::resolve(document, pointer);
        return value == nullptr ? "nothing" : json::write(*value);
    };
    CHECK(json::resolve(document, "") == &document);
    CHECK(at("/foo") == R"(["bar","baz"])");
    CHECK(at("/foo/0") == "\"bar\"");
    CHECK(at("/") == "0");
    CHECK(at("/a~1b") == "1");
    CHECK(at("/c%d") == "2");
    CHECK(at("/k\"l") == "6");
    CHECK(at("/ ") == "7");
    CHECK(at("/m~0n") == "8");
    for (const char* pointer : {"/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/foo/-1", "/foo/1x", "/foo/", "/absent",
                                "/foo/99999999999999999999", "/foo/0/0", "//x"}) {
        CAPTURE(pointer);
        CHECK(at(pointer) == "nothing");
    }
}
