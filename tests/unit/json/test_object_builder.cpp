#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "base/json/object_builder.hpp"
#include "base/json/write.hpp"

using namespace cairn;

TEST_CASE("an object is built in the order of its names, and a name that comes again keeps its place") {
    json::ObjectBuilder builder;
    CHECK(builder.empty());
    builder.set("b", json::integer(1));
    builder.set("a", json::integer(2));
    builder.set("b", json::integer(3));
    CHECK(builder.contains("a"));
    CHECK_FALSE(builder.contains("c"));
    CHECK(json::write(std::move(builder).take()) == R"({"b":3,"a":2})");
}

TEST_CASE("names are their bytes, whatever these are") {
    json::ObjectBuilder builder;
    const std::string with_nul("a\0b", 3);
    for (int i = 0; i < 100; ++i) builder.set("name " + std::to_string(i), json::integer(i));
    builder.set("", json::string("empty"));
    builder.set(std::string_view(), json::string("empty again"));
    builder.set(with_nul, json::string("nul"));
    CHECK(builder.contains(with_nul));
    CHECK_FALSE(builder.contains("a"));
    const json::Value object = std::move(builder).take();
    CHECK(object.MemberCount() == 102);
    CHECK(json::member_text(object, "") == "empty again");
}

// What it is for is speed; what it does is what json::set does.
TEST_CASE("a builder does what json::set does, for few members and for many") {
    std::mt19937 random(8);
    for (const unsigned names : {1U, 5U, 31U, 32U, 33U, 34U, 60U, 500U}) {
        json::ObjectBuilder builder;
        json::Value expected = json::object();
        for (unsigned i = 0; i < 3 * names; ++i) {
            const std::string name(1 + random() % 40, static_cast<char>('a' + random() % 26));
            const std::string unique = name + std::to_string(random() % names);
            CHECK(builder.contains(unique) == (json::find(expected, unique) != nullptr));
            builder.set(unique, json::integer(i));
            json::set(expected, unique, json::integer(i));
        }
        CHECK(json::write(std::move(builder).take()) == json::write(expected));
    }
}
