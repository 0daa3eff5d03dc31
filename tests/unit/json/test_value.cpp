#include <catch2/catch.hpp>
#include <limits>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "tests/unit/json/parsed.hpp"

using namespace cairn;
using test::parsed;

TEST_CASE("values are built") {
    json::Value value = json::object();
    json::set(value, "text", "x");
    json::set(value, "view", std::string_view("y"));
    json::set(value, "empty", std::string_view());
    json::push(json::set(value, "list", json::array()), json::boolean(true));
    json::set(value, "strings", json::strings({"a", "b"}));
    json::set(value, "integer", json::integer(std::numeric_limits<std::int64_t>::min()));
    json::set(value, "text", json::number(1.5));
    CHECK(json::write(value) ==
          R"({"text":1.5,"view":"y","empty":"","list":[true],"strings":["a","b"],"integer":-9223372036854775808})");
}

TEST_CASE("numbers that JSON does not have become null") {
    CHECK(json::number(std::numeric_limits<double>::quiet_NaN()).IsNull());
    CHECK(json::number(-std::numeric_limits<double>::infinity()).IsNull());
    CHECK(json::number(std::numeric_limits<double>::max()).IsDouble());
}

TEST_CASE("members are found in objects only") {
    json::Value value = parsed(R"({"a": "x", "b": 1, "": "nameless"})");
    CHECK(json::member_text(value, "a") == "x");
    CHECK(json::member_text(value, "b", "fallback") == "fallback");
    CHECK(json::member_text(value, "c", "fallback") == "fallback");
    CHECK(json::member_text(value, std::string_view()) == "nameless");
    CHECK(json::find(std::as_const(*json::find(value, "a")), "a") == nullptr);
    json::remove(value, "a");
    json::remove(value, "a");
    json::remove(value, std::string_view());
    CHECK(json::write(value) == R"({"b":1})");
}

TEST_CASE("strings keep NUL bytes, and own what they hold") {
    std::string text("a\0b", 3);
    const json::Value value = json::string(text);
    text[0] = 'x';
    CHECK(json::view(value) == std::string_view("a\0b", 3));
    CHECK(json::write(value) == R"("a\u0000b")");
}

TEST_CASE("a clone is on its own") {
    json::Value value = parsed(R"({"a": [1]})");
    const json::Value copy = json::clone(value);
    json::push(*json::find(value, "a"), json::integer(2));
    CHECK(json::write(copy) == R"({"a":[1]})");
}

TEST_CASE("kinds have the names of JSON Schema") {
    const json::Value values = parsed(R"([null, true, false, 1, 1.5, "", [], {}])");
    std::string names;
    for (const json::Value& value : values.GetArray()) names += std::string(json::kind_name(value)) + ' ';
    CHECK(names == "null boolean boolean number number string array object ");
}
