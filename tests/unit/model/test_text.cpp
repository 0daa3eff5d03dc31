#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "base/text.hpp"

using namespace cairn;

TEST_CASE("well-formed text stays") {
    for (const std::string text : {"", "abc", "caf\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8C\x8D", "\xED\x9F\xBF",
                                   "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBF", "\x7F\xC2\x80"}) {
        CHECK(is_utf8(text));
        CHECK(to_utf8(text) == text);
    }
    CHECK(is_utf8(std::string("a\0b", 3)));
}

TEST_CASE("other bytes are written as their numbers") {
    CHECK(to_utf8("caf\xE9") == "caf\\xE9");
    CHECK(to_utf8("\xFF\xFE") == "\\xFF\\xFE");
    CHECK(to_utf8("\xC0\xAF") == "\\xC0\\xAF");                    // overlong '/'
    CHECK(to_utf8("\xE0\x80\xAF") == "\\xE0\\x80\\xAF");           // overlong again
    CHECK(to_utf8("\xED\xA0\x80") == "\\xED\\xA0\\x80");           // a surrogate
    CHECK(to_utf8("\xF4\x90\x80\x80") == "\\xF4\\x90\\x80\\x80");  // beyond Unicode
    CHECK(to_utf8("\xF5\x80\x80\x80") == "\\xF5\\x80\\x80\\x80");
    CHECK(to_utf8("\x80"
                  "a") ==
          "\\x80"
          "a");
    CHECK(to_utf8("\xE2\x82") == "\\xE2\\x82");
    CHECK(to_utf8("\xE2\x82"
                  "a\xC3\xA9") ==
          "\\xE2\\x82"
          "a\xC3\xA9");
}

TEST_CASE("whatever the bytes, the result is UTF-8, and clean text is not touched") {
    std::mt19937 random(5);
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes(random() % 8, '\0');
        for (char& c : bytes) c = static_cast<char>(random() % 3 == 0 ? 0x80 + random() % 0x80 : random() % 256);
        const std::string text = to_utf8(bytes);
        REQUIRE(is_utf8(text));
        REQUIRE((text == bytes) == is_utf8(bytes));
    }
}
