#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "base/percent.hpp"

using namespace cairn;

TEST_CASE("percent encoding leaves what a path may hold") {
    CHECK(percent_encoded("a/b-c._~!$&'()*+,;=:@/9Z") == "a/b-c._~!$&'()*+,;=:@/9Z");
    CHECK(percent_encoded("a b?c#d[e]%") == "a%20b%3Fc%23d%5Be%5D%25");
    CHECK(percent_encoded("\xC3\xA9\xFF\\\"<>") == "%C3%A9%FF%5C%22%3C%3E");
    CHECK(percent_encoded(std::string("\0", 1)) == "%00");
    CHECK(percent_encoded("") == "");
}

TEST_CASE("percent escapes become bytes, in either case") {
    CHECK(percent_decode("a%20b%c3%A9") == "a b\xC3\xA9");
    CHECK(percent_decode("%00") == std::string("\0", 1));
    CHECK(percent_decode("") == "");
}

TEST_CASE("a broken escape has no meaning, or stays where a '%' may be one") {
    for (const std::string text : {"100%", "%", "%a", "%zz", "%2", "%%41"}) {
        CAPTURE(text);
        CHECK_FALSE(percent_decode(text));
    }
    CHECK(percent_decode_leniently("100%") == "100%");
    CHECK(percent_decode_leniently("%zz%41") == "%zzA");
    CHECK(percent_decode_leniently("%%41") == "%A");
    CHECK(percent_decode_leniently("%4") == "%4");
}

TEST_CASE("what is encoded comes back, whatever the bytes") {
    std::mt19937 random(3986);
    for (int i = 0; i < 5000; ++i) {
        std::string text(random() % 20, ' ');
        for (char& c : text) c = static_cast<char>(random());
        const std::string encoded = percent_encoded(text);
        REQUIRE(percent_decode(encoded) == text);
        REQUIRE(percent_decode_leniently(encoded) == text);
    }
}
