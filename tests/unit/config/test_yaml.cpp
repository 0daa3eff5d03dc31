#include <catch2/catch.hpp>

#include "base/json/write.hpp"
#include "builder/config/yaml.hpp"

using namespace cairn;

namespace {

std::string json_of(std::string_view text) {
    const auto parsed = parse_yaml(text);
    if (const auto* error = std::get_if<YamlError>(&parsed)) return "error: " + error->message;
    return json::write(std::get<YamlDocument>(parsed).value);
}

std::string error_of(std::string_view text, YamlLimits limits = {}) {
    const auto parsed = parse_yaml(text, limits);
    const auto* error = std::get_if<YamlError>(&parsed);
    if (error == nullptr) return "";
    return std::to_string(error->line) + ":" + std::to_string(error->column) + ": " + error->message;
}

}  // namespace

TEST_CASE("plain scalars have the types of the YAML 1.2 core schema") {
    CHECK(json_of("[null, ~, Null, , true, False]") == "[null,null,null,null,true,false]");
    CHECK(json_of("[12, -3, +4, 0x1F, 0o17, 1.5, .5, 1e3, -2.]") == "[12,-3,4,31,15,1.5,0.5,1000.0,-2.0]");
    CHECK(json_of("[yes, no, on, 2001-01-01, 1.2.3, 0x, 1_000, e3, '']") ==
          R"(["yes","no","on","2001-01-01","1.2.3","0x","1_000","e3",""])");
    CHECK(json_of("[100000000000000000000]") == "[100000000000000000000.0]");
}

TEST_CASE("quoted and tagged scalars are what they say") {
    CHECK(json_of(R"(["12", 'true', "null", !!str 12])") == R"(["12","true","null","12"])");
    CHECK(json_of("!!int 12") == "12");
    CHECK(error_of("a: !!int x") == "1:4: 'x' is not of the type '!!int'");
    CHECK(error_of("a: !secret x") == "1:4: the tag '!secret' is not known: expected plain YAML");
}

TEST_CASE("numbers that JSON cannot write are errors") {
    CHECK(error_of("a: .nan") == "1:4: '.nan' is not a number that JSON can write");
    CHECK(error_of("a: 1e999") == "1:4: the number 1e999 is out of range (quote it if it is a text)");
}

TEST_CASE("mappings keep their order, JSON is YAML") {
    CHECK(json_of("b: 1\na: {d: [x], c: 2}\n") == R"({"b":1,"a":{"d":["x"],"c":2}})");
    CHECK(json_of("{\"a\": [1, {\"b\": \"\\u00e9\\/\"}]}") == "{\"a\":[1,{\"b\":\"\xC3\xA9/\"}]}");
    CHECK(json_of("{\n\t\"a\": \"\\ud83d\\ude00\"\n}") == "{\"a\":\"\xF0\x9F\x98\x80\"}");
    CHECK(json_of("") == "null");
    CHECK(json_of("# only a comment\n") == "null");
    CHECK(json_of("\xEF\xBB\xBF"
                  "a: 1\r\nb: 2\r\n") == R"({"a":1,"b":2})");
}

TEST_CASE("every value and key has its place") {
    const auto parsed = parse_yaml("catalog:\n  id: x\narchives:\n  - root: /data\n    name: a\n");
    const auto& document = std::get<YamlDocument>(parsed);
    CHECK(document.place_of("/catalog/id").line == 2);
    CHECK(document.place_of("/catalog/id").column == 7);
    CHECK(document.place_of_key("/catalog/id").column == 3);
    CHECK(document.place_of("/archives/0/name").line == 5);
    CHECK(document.place_of("/archives/0/missing").line == 4);
    CHECK(document.place_of("/nothing/at/all").line == 1);
}

TEST_CASE("syntax errors have line and column") {
    CHECK(error_of("a: 1\nb: [1, 2\n").find("not well-formed YAML: ") != std::string::npos);
    CHECK(error_of("a: 1\n  b: 2\n").find("2:") == 0);
    CHECK(error_of("a: 'x").find("1:") == 0);
}

TEST_CASE("a repeated key is an error") {
    CHECK(error_of("a: 1\nb: 2\na: 3\n") == "3:1: the key 'a' stands twice in one mapping, first in line 1");
    CHECK(error_of("x: {a: 1, a: 2}") == "1:11: the key 'a' stands twice in one mapping, first in line 1");
}

TEST_CASE("keys must be scalars, and there is one document") {
    CHECK(error_of("? [a, b]\n: 1\n").find("a key must be a scalar") != std::string::npos);
    CHECK(error_of("a: 1\n---\nb: 2\n").find("more than one YAML document") != std::string::npos);
}

TEST_CASE("aliases and merge keys are replaced by what they stand for") {
    CHECK(json_of("base: &b {x: 1, y: 2}\nuse: *b\n") == R"({"base":{"x":1,"y":2},"use":{"x":1,"y":2}})");
    CHECK(json_of("base: &b {x: 1, y: 2}\nuse: {<<: *b, y: 3, z: 4}\n") ==
          R"({"base":{"x":1,"y":2},"use":{"y":3,"z":4,"x":1}})");
    CHECK(json_of("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nuse: {<<: [*a, *b]}\n") ==
          R"({"a":{"x":1},"b":{"x":2,"y":3},"use":{"x":1,"y":3}})");
    CHECK(error_of("use: {<<: 1}").find("'<<' merges a mapping") != std::string::npos);
    CHECK(json_of("'<<': 1") == R"({"<<":1})");
}

TEST_CASE("alias bombs, cycles and deep nesting end with an error") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string previous = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j) bomb += (j == 0 ? "" : ", ") + previous;
        bomb += "]\n";
    }
    CHECK(error_of(bomb).find("more than 200000 values, aliases included") != std::string::npos);
    CHECK(error_of("a: &a [*a]").find("nested deeper than 64 levels") != std::string::npos);
    CHECK(error_of("a: &a {<<: *a, x: 1}").find("nested deeper than 64 levels") != std::string::npos);
    CHECK(error_of("a: &a {<<: [*a, *a], x: 1}").find("nested deeper than 64 levels") != std::string::npos);
    CHECK_FALSE(error_of(std::string(100'000, '[')).empty());
    CHECK_FALSE(error_of(std::string(100, '[') + std::string(100, ']')).empty());
}

TEST_CASE("text that is too long or not UTF-8 is refused") {
    CHECK(error_of("abcdef", {4, 100, 10}) == "0:0: the file has 6 bytes, at most 4 are allowed");
    CHECK(error_of("a: \xFF\n") == "0:0: the text is not UTF-8");
}

TEST_CASE("a mapping of many keys is read in linear time") {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "k" + std::to_string(i) + ": 1\n";
    const auto parsed = parse_yaml(text);
    REQUIRE(std::holds_alternative<YamlDocument>(parsed));
    CHECK(std::get<YamlDocument>(parsed).value.MemberCount() == 50'000);
}
