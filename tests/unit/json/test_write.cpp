#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "base/json/write.hpp"
#include "tests/unit/json/parsed.hpp"

using namespace cairn;
using test::parsed;

TEST_CASE("indented: two spaces, arrays of scalars on one line") {
    const json::Value value =
        parsed(R"({"a": {"b": [1, 2.5, "x"], "c": []}, "d": [{"e": {}}, [1, [2]]], "f": null, "g": [[]]})");
    CHECK(json::write(value, json::Style::indented) ==
          "{\n"
          "  \"a\": {\n"
          "    \"b\": [1, 2.5, \"x\"],\n"
          "    \"c\": []\n"
          "  },\n"
          "  \"d\": [\n"
          "    {\n"
          "      \"e\": {}\n"
          "    },\n"
          "    [\n"
          "      1,\n"
          "      [2]\n"
          "    ]\n"
          "  ],\n"
          "  \"f\": null,\n"
          "  \"g\": [\n"
          "    []\n"
          "  ]\n"
          "}");
    CHECK(json::write(parsed("{}"), json::Style::indented) == "{}");
    CHECK(json::write(parsed("[]"), json::Style::indented) == "[]");
    CHECK(json::write(parsed("\"x\""), json::Style::indented) == "\"x\"");
}

TEST_CASE("both styles say the same") {
    const std::string text = R"({"a\"b":[{"c":[1,{"d":"e\\\u0001"}]},[],{}],"f":-0.1})";
    const json::Value value = parsed(text);
    CHECK(json::write(value) == text);
    CHECK(json::write(parsed(json::write(value, json::Style::indented))) == text);
}

TEST_CASE("doubles round-trip") {
    std::mt19937_64 random(1);
    const auto check = [](double value) {
        const std::string text = json::write(json::number(value));
        const json::Value back = parsed(text);
        REQUIRE(back.IsNumber());
        CAPTURE(text);
        REQUIRE(std::bit_cast<std::uint64_t>(back.GetDouble()) == std::bit_cast<std::uint64_t>(value));
    };
    for (const double value :
         {0.0, -0.0, 0.1, 1.0 / 3, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 123456789.125, 1e23}) {
        check(value);
        check(-value);
    }
    for (int i = 0; i < 50'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (std::isfinite(value)) check(value);
        check(std::uniform_real_distribution<double>(-180, 180)(random));
    }
}

TEST_CASE("numbers are short") {
    CHECK(json::write(json::number(0.1)) == "0.1");
    CHECK(json::write(json::number(144)) == "144.0");
    CHECK(json::write(json::number(-179.99)) == "-179.99");
    CHECK(json::write(json::number(1e300)) == "1e300");
    CHECK(json::write(json::integer(144)) == "144");
}

TEST_CASE("what cannot be written is refused, in both styles") {
    json::Value bad = json::object();
    json::set(bad, "a", json::string("\xFF"));
    json::Value bad_name = json::object();
    json::set(bad_name, "\xFF", json::integer(1));
    json::Value not_finite = json::array();
    json::push(not_finite, json::Value(std::numeric_limits<double>::quiet_NaN()));
    for (const json::Style style : {json::Style::compact, json::Style::indented}) {
        CHECK_THROWS_AS(json::write(bad, style), std::invalid_argument);
        CHECK_THROWS_AS(json::write(bad_name, style), std::invalid_argument);
        CHECK_THROWS_WITH(json::write(not_finite, style), Catch::Contains("finite"));
    }
}

TEST_CASE("quoted text") {
    std::string out = "x=";
    json::append_quoted(out, "a\"\\\n\x01\xC3\xA9/");
    json::append_quoted(out, {});
    CHECK(out == "x=\"a\\\"\\\\\\n\\u0001\xC3\xA9/\"\"\"");
    CHECK_THROWS_AS(json::append_quoted(out, "\xC3"), std::invalid_argument);
}
