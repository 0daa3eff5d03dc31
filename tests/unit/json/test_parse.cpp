#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <string>

#include "base/json/parse.hpp"
#include "base/json/write.hpp"
#include "tests/unit/json/parsed.hpp"

using namespace cairn;
using test::parsed;

namespace {

json::ParseError error_of(std::string_view text, json::ParseLimits limits = {}) {
    auto result = json::parse(text, limits);
    REQUIRE(std::holds_alternative<json::ParseError>(result));
    return std::get<json::ParseError>(result);
}

std::string place_of_error(std::string_view text) {
    const json::Position position = error_of(text).position;
    return std::to_string(position.line) + ':' + std::to_string(position.column);
}

}  // namespace

TEST_CASE("every kind of value is parsed") {
    const json::Value value = parsed(R"( {"a": [1, -2.5, 1e300, true, false, null, "x\u00e9\n"], "b": {}} )");
    CHECK(json::write(value) == "{\"a\":[1,-2.5,1e300,true,false,null,\"x\xC3\xA9\\n\"],\"b\":{}}");
}

TEST_CASE("numbers that JSON does not have are taken only where they are asked for") {
    for (const char* text : {"NaN", "[Infinity]", "{\"a\": -Infinity}"}) {
        CHECK_NOTHROW(error_of(text));
        CHECK(std::holds_alternative<json::Value>(json::parse(text, {.not_a_number = true})));
    }
    CHECK(error_of("[nan]", {.not_a_number = true}).position.offset == 1);
}

TEST_CASE("texts keep what is escaped, beside text that is not") {
    const std::string escaped = R"(["a\"b", "\u00e9\u0000\ud83d\ude00", "\\", "", {"\n": "\/"}])";
    const std::string plain = "[\"a\\\"b\", \"\u00e9\\u0000\U0001F600\", \"\\\\\", \"\", {\"\\n\": \"/\"}]";
    CHECK(json::write(parsed(escaped)) == json::write(parsed(plain)));
    CHECK(json::write(parsed(escaped)) == "[\"a\\\"b\",\"\u00e9\\u0000\U0001F600\",\"\\\\\",\"\",{\"\\n\":\"/\"}]");
}

TEST_CASE("errors have line and column, and say what is wrong") {
    CHECK(place_of_error("") == "1:1");
    CHECK(place_of_error("nul") == "1:4");
    CHECK(place_of_error("{\n  \"a\": 1,\n  \"b\": ?\n}") == "3:8");
    CHECK(place_of_error("[1, 2\n") == "2:1");
    CHECK(place_of_error("{\"a\" 1}") == "1:6");
    CHECK(error_of("[1, 2").message.find("cut") != std::string::npos);
    CHECK(error_of("[1] 2").message.find("after the end") != std::string::npos);
    CHECK(error_of("{\"a\": 1,}").position.offset == 8);
}

TEST_CASE("nothing but white space may follow the value") {
    CHECK(json::write(parsed("1 \t\r\n")) == "1");
    error_of("{} {}");
    error_of("[1]x");
    error_of(std::string_view("[1]\0", 4));
    error_of(std::string_view("[1]\0[2]", 7));
    error_of(std::string_view("[1,\0 2]", 7));
    error_of(std::string_view("\0", 1));
}

TEST_CASE("what JSON does not have is an error") {
    for (const char* text : {"NaN", "[Infinity]", "[01]", "[+1]", "[.5]", "[1.]", "{'a': 1}", "[1 // no\n]", "[1,]",
                             "[\"a\tb\"]", "[\"\\x41\"]", "{1: 2}", "[1e400]", "tru", "\"open"}) {
        CAPTURE(text);
        error_of(text);
    }
}

TEST_CASE("text that is not UTF-8 is an error") {
    error_of("[\"\xFF\"]");
    error_of("[\"\xC0\xAF\"]");
    error_of("[\"\xED\xA0\x80\"]");
    error_of("[\"\\ud800\"]");
    CHECK(json::view(parsed("\"\\ud83c\\udf0d\"")) == "\xF0\x9F\x8C\x8D");
}

TEST_CASE("a text that ends within a character is read to its end and no further") {  // the sanitizers see it
    for (const std::string lead : {"\xC3", "\xE2", "\xE2\x82", "\xF0", "\xF0\x9F", "\xF0\x9F\x8C"}) {
        for (std::size_t length = 0; length < 40; ++length) {
            const std::string text = "\"" + std::string(length, 'a') + lead;
            const auto result = json::parse(text);
            REQUIRE(std::holds_alternative<json::ParseError>(result));
            CHECK(std::get<json::ParseError>(result).position.offset <= text.size());
        }
    }
}

TEST_CASE("a byte order mark is skipped, and counted in offsets") {
    CHECK(json::write(parsed("\xEF\xBB\xBF{\"a\": 1}")) == "{\"a\":1}");
    CHECK(error_of("\xEF\xBB\xBF?").position.offset == 3);
    error_of("\xEF\xBB\xBF\xEF\xBB\xBF{}");
}

TEST_CASE("two million brackets neither end the program nor take long") {
    CHECK(error_of(std::string(2'000'000, '[')).message == "nested deeper than 512 levels");
    std::string objects;
    for (int i = 0; i < 500'000; ++i) objects += "{\"a\":";
    CHECK(error_of(objects).message == "nested deeper than 512 levels");
    CHECK(error_of(std::string(2'000'000, '[')).position.column == 513);
}

TEST_CASE("the depth limit is exact") {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(json::write(parsed(nested(512))) == nested(512));
    error_of(nested(513));
    CHECK(error_of("[[[]]]", {2}).message == "nested deeper than 2 levels");
    CHECK(std::holds_alternative<json::Value>(json::parse("[[], [], {}]", {2})));
}

TEST_CASE("members of the same name are kept as they are") {
    CHECK(json::write(parsed(R"({"a": 1, "a": 2})")) == R"({"a":1,"a":2})");
}

TEST_CASE("any cut of a text is an error, not a crash") {
    const std::string text = R"({"a": [1, -2.5e3, "x\u00e9"], "b": {"c": null, "d": true}})";
    for (std::size_t length = 0; length < text.size(); ++length) error_of(text.substr(0, length));
}

TEST_CASE("positions count lines and bytes from one") {
    const std::string text = "ab\ncd\n";
    CHECK(json::position_of(text, 0).column == 1);
    CHECK(json::position_of(text, 2).line == 1);
    CHECK(json::position_of(text, 3).line == 2);
    CHECK(json::position_of(text, 4).column == 2);
    CHECK(json::position_of(text, 99).offset == 6);
    CHECK(json::position_of(text, 99).line == 3);
}

TEST_CASE("numbers: the nearest double, whatever their spelling") {
    const auto number = [](const char* text) { return std::get<json::Value>(json::parse(text)).GetDouble(); };
    CHECK(number("0e-30") == 0);
    CHECK(number("0.0000000000000000000000000000000000000000") == 0);
    CHECK(number("0.1") == 0.1);
    CHECK(number("1e-400") == 0);
    CHECK(number("-4.9406564584124654e-324") == -4.9406564584124654e-324);
    CHECK(number("1.7976931348623157e308") == 1.7976931348623157e308);
    CHECK(number("9007199254740993.0") == 9007199254740992);
    CHECK(number("123456789012345678901234567890") == 123456789012345678901234567890.0);
    CHECK(std::get<json::Value>(json::parse("18446744073709551615")).GetUint64() == 18446744073709551615ULL);
    CHECK(std::get<json::Value>(json::parse("-9223372036854775808")).GetInt64() == INT64_MIN);
    CHECK(std::get<json::Value>(json::parse("7")).IsInt());
    CHECK(std::get<json::Value>(json::parse("7.0")).IsDouble());
    CHECK(std::get<json::ParseError>(json::parse("[1, 1e400]")).message.find("1.8e308") != std::string::npos);
}

TEST_CASE("NaN and infinity only where they are asked for") {
    CHECK(std::holds_alternative<json::ParseError>(json::parse("NaN")));
    const auto number = [](const char* text) {
        return std::get<json::Value>(json::parse(text, {.depth = 8, .not_a_number = true})).GetDouble();
    };
    CHECK(std::isnan(number("NaN")));
    CHECK(number("Infinity") == HUGE_VAL);
    CHECK(number("-Infinity") == -HUGE_VAL);
    CHECK(number("-Inf") == -HUGE_VAL);
}

TEST_CASE("a text that is too large to be copied is read like any other") {
    const std::string blanks(17U << 20, ' ');
    const auto all_of = [&](const std::string& text) { return json::parse(text + blanks); };
    for (const char* text :
         {R"({"a": "\u00e9\n\"x", "b": [1, -2.5e3, true, null, "é"]})", "[]", "18446744073709551615"})
        CHECK(std::get<json::Value>(all_of(text)) == std::get<json::Value>(json::parse(text)));
    for (const std::string& text : {std::string("[\"a\\n\", \n x]"), std::string("[1,\n2]\0", 8),
                                    std::string("[\"\xff\"]"), std::string("[1e400]"), std::string("[1")}) {
        const auto large = std::get<json::ParseError>(all_of(text));
        const auto small = std::get<json::ParseError>(json::parse(text + ' '));
        CHECK(large.message == small.message);
        if (text != "[1") CHECK(large.position.offset == small.position.offset);
        if (text != "[1") CHECK(large.position.line == small.position.line);
    }
}
