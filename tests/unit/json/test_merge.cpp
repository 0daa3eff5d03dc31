#include <catch2/catch.hpp>

#include "base/json/value.hpp"
#include "base/json/write.hpp"
#include "tests/unit/json/parsed.hpp"

using namespace cairn;
using test::parsed;

namespace {

std::string merged(std::string_view target, std::string_view patch) {
    json::Value value = parsed(target);
    json::merge(value, parsed(patch));
    return json::write(value);
}

}  // namespace

// The cases of RFC 7396, appendix A.
TEST_CASE("merging replaces, adds and removes") {
    CHECK(merged(R"({"a":"b"})", R"({"a":"c"})") == R"({"a":"c"})");
    CHECK(merged(R"({"a":"b"})", R"({"b":"c"})") == R"({"a":"b","b":"c"})");
    CHECK(merged(R"({"a":"b"})", R"({"a":null})") == "{}");
    CHECK(merged(R"({"a":"b","b":"c"})", R"({"a":null})") == R"({"b":"c"})");
    CHECK(merged(R"({"a":["b"]})", R"({"a":"c"})") == R"({"a":"c"})");
    CHECK(merged(R"({"a":"c"})", R"({"a":["b"]})") == R"({"a":["b"]})");
    CHECK(merged(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})") == R"({"a":{"b":"d"}})");
    CHECK(merged(R"({"a":[{"b":"c"}]})", R"({"a":[1]})") == R"({"a":[1]})");
    CHECK(merged(R"(["a","b"])", R"(["c","d"])") == R"(["c","d"])");
    CHECK(merged(R"({"a":"b"})", R"(["c"])") == R"(["c"])");
    CHECK(merged(R"({"a":"foo"})", "null") == "null");
    CHECK(merged(R"({"a":"foo"})", R"("bar")") == R"("bar")");
    CHECK(merged(R"({"e":null})", R"({"a":1})") == R"({"e":null,"a":1})");
    CHECK(merged("[1,2]", R"({"a":"b","c":null})") == R"({"a":"b"})");
    CHECK(merged("{}", R"({"a":{"bb":{"ccc":null}}})") == R"({"a":{"bb":{}}})");
}

TEST_CASE("members keep their places") {
    CHECK(merged(R"({"a":1,"b":2,"c":3})", R"({"d":4,"b":5})") == R"({"a":1,"b":5,"c":3,"d":4})");
    CHECK(merged(R"({"a":1,"b":2,"c":3})", R"({"a":null})") == R"({"b":2,"c":3})");
}

TEST_CASE("the patch stays as it was") {
    json::Value target = parsed(R"({"a":{"b":1}})");
    const json::Value patch = parsed(R"({"a":{"c":[1,{"d":null}]}})");
    json::merge(target, patch);
    json::push(*json::find(*json::find(target, "a"), "c"), json::integer(2));
    CHECK(json::write(patch) == R"({"a":{"c":[1,{"d":null}]}})");
    CHECK(json::write(target) == R"({"a":{"b":1,"c":[1,{"d":null},2]}})");
}
