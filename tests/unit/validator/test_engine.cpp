#include <catch2/catch.hpp>

#include "reference_objects.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using test::parsed;
using validate::CompiledSchema;

namespace {

/// "pointer keyword: message" of the findings of a value under a schema.
std::vector<std::string> check(const std::string& schema, const std::string& value) {
    const validate::SchemaStore store;
    const CompiledSchema compiled(parsed(schema), "https://example.org/s.json", store);
    std::vector<std::string> lines;
    const json::Value instance = parsed(value);
    for (const validate::SchemaError& error : compiled.check(instance)) {
        lines.push_back(error.pointer + " " + error.keyword + ": " + error.message);
    }
    CHECK(compiled.accepts(instance) == lines.empty());
    CHECK(compiled.second_opinion(instance) == lines.empty());
    return lines;
}

using Lines = std::vector<std::string>;

std::string refusal(const std::string& schema) {
    const validate::SchemaStore store;
    try {
        const CompiledSchema compiled(parsed(schema), "https://example.org/s.json", store);
    } catch (const validate::UnusableSchema& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("messages say what was found and what was expected") {
    CHECK(check(R"({"properties": {"links": {"items": {"properties": {"href": {"type": "string"}}}}}})",
                R"({"links": [{"href": "a"}, {"href": 12}]})") ==
          Lines{"/links/1/href type: found 12 (number), expected a string; did you mean \"12\"?"});
    CHECK(check(R"({"required": ["href"]})", R"({"rel": "x"})") == Lines{" required: the member \"href\" is missing"});
    CHECK(check(R"({"enum": ["a", "b"]})", "3") == Lines{" enum: found 3 (number), expected one of \"a\" or \"b\""});
    CHECK(check(R"({"const": "a"})", "null") == Lines{" const: found null, expected \"a\""});
    CHECK(check(R"({"type": ["string", "null"]})", "[]") ==
          Lines{" type: found an empty array, expected a string or null"});
    CHECK(check(R"({"minItems": 2})", "[1]") ==
          Lines{" minItems: found [1] (array of 1), expected at least 2 elements"});
    CHECK(check(R"({"maximum": 90})", "91.5") == Lines{" maximum: found 91.5, expected a number of at most 90"});
    CHECK(check(R"({"uniqueItems": true})", "[1, 2, 1.0]") ==
          Lines{" uniqueItems: elements 0 and 2 are both 1.0, expected no repetition"});
    CHECK(check(R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"b": 1})") ==
          Lines{"/b additionalProperties: the member \"b\" is not allowed here; known are \"a\""});
    CHECK(check(R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})") ==
          Lines{" dependencies: the member \"b\" is missing: \"a\" needs it"});
    CHECK(check(R"({"contains": {"properties": {"rel": {"const": "root"}}, "required": ["rel"]}})",
                R"([{"rel": "self"}])") ==
          Lines{" contains: none of the 1 elements is what is expected at least once: rel = \"root\""});
    CHECK(check(R"({"description": "a link with rel root", "contains": {"const": 1}})", "[2]") ==
          Lines{" contains: none of the 1 elements is what is expected at least once: a link with rel root"});
    CHECK(check(R"({"properties": {"a": {"not": {}}}})", R"({"a": 1})") ==
          Lines{"/a not: found 1 (number), expected nothing here"});
    CHECK(
        check(R"({"propertyNames": {"pattern": "^[a-z]+$"}})", R"({"A": 1})") ==
        Lines{"/A pattern: the name of this member is not allowed: found \"A\" (string), expected a text that matches "
              "^[a-z]+$"});
}

TEST_CASE("of anyOf and oneOf, the branch that was meant is explained") {
    const std::string geometry = R"({"oneOf": [
      {"type": "null"},
      {"type": "object", "required": ["type"], "properties": {"type": {"const": "Point"},
        "coordinates": {"type": "array", "items": {"type": "number"}}}},
      {"type": "object", "required": ["type"], "properties": {"type": {"const": "Line"},
        "coordinates": {"type": "array", "items": {"type": "array"}}}}]})";
    CHECK(check(geometry, R"({"type": "Line", "coordinates": [1]})") ==
          Lines{"/coordinates/0 type: found 1 (number), expected an array"});
    CHECK(check(geometry, R"({"type": "Circle"})") ==
          Lines{"/type const: found \"Circle\" (string), expected \"Point\"; or \"Line\""});
    CHECK(check(R"({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]})", "{}") ==
          Lines{" required: the member \"a\" is missing; or the member \"b\" is missing"});
    CHECK(
        check(R"({"oneOf": [{"type": "number"}, {"minimum": 2}, {"type": "string"}]})", "3") ==
        Lines{
            " oneOf: found 3 (number), which fits 2 of 3 alternatives (number 1 and number 2), expected exactly one"});
}

TEST_CASE("the condition is named") {
    const std::string schema = R"({"if": {"properties": {"rel": {"const": "self"}}}, "then": {"required": ["href"]},
                                   "else": {"required": ["title"]}})";
    CHECK(check(schema, R"({"rel": "self"})") ==
          Lines{" required: the member \"href\" is missing, since rel = \"self\""});
    CHECK(check(schema, R"({"rel": "next"})") ==
          Lines{" required: the member \"title\" is missing, unless rel = \"self\""});
}

TEST_CASE("long values are cut between characters") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "\xC3\xA9";
    const Lines lines = check(R"({"type": "number"})", "\"" + text + "\"");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].size() < 120);
    CHECK(lines[0].find("...\" (string), expected a number") != std::string::npos);
}

TEST_CASE("numbers are judged by their value") {
    CHECK(check(R"({"type": "integer"})", "144.0") == Lines{});
    CHECK(check(R"({"type": "integer"})", "144.5").size() == 1);
    CHECK(check(R"({"const": 1})", "1.0") == Lines{});
    CHECK(check(R"({"multipleOf": 2})", "7.5").size() == 1);
    CHECK(check(R"({"multipleOf": 0.0001})", "0.0075") == Lines{});
    CHECK(check(R"({"multipleOf": 2})", "\"3\"") == Lines{});
    CHECK(check(R"({"minimum": 0})", "18446744073709551615") == Lines{});
}

TEST_CASE("a format counts for strings only") {
    const std::string schema = R"({"properties": {"t": {"type": ["string", "null"], "format": "date-time"}}})";
    CHECK(check(schema, R"({"t": null})") == Lines{});
    CHECK(
        check(schema, R"({"t": "2020-02-30T00:00:00Z"})") ==
        Lines{
            "/t format: found \"2020-02-30T00:00:00Z\" (string), expected a date and time such as 2020-02-29T12:00:00Z "
            "(RFC 3339), or null; there is no day 2020-02-30"});
    CHECK(check(schema, R"({"t": "2020-02-28"})").front().ends_with("; did you mean \"2020-02-28T00:00:00Z\"?"));
    CHECK(
        check(schema, R"({"t": "2020-02-28T10:00:00"})").front().ends_with("; did you mean \"2020-02-28T10:00:00Z\"?"));
}

TEST_CASE("patterns with a look-ahead, and texts that are long") {
    const std::string schema = R"x({"patternProperties": {"^(?!eo:)": {}}, "properties": {"eo:a": {}},
                                    "additionalProperties": false})x";
    CHECK(check(schema, R"({"eo:a": 1, "b": 2})") == Lines{});
    CHECK(check(schema, R"({"eo:b": 1})") ==
          Lines{"/eo:b additionalProperties: the member \"eo:b\" is not allowed here; did you mean \"eo:a\"?"});
    CHECK(check(R"({"pattern": "^(a|b)*$"})", "\"" + std::string(100'000, 'a') + "\"") == Lines{});
}

TEST_CASE("many elements are compared in time that grows with their number") {
    std::string array = "[0";
    for (int i = 1; i < 100'000; ++i) array += "," + std::to_string(i);
    CHECK(check(R"({"uniqueItems": true})", array + "]") == Lines{});
}

TEST_CASE("recursive schemas") {
    const std::string tree =
        R"({"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#"}}}})";
    CHECK(check(tree, R"({"children": [{"children": [{"children": 1}]}]})") ==
          Lines{"/children/0/children/0/children type: found 1 (number), expected an array"});
}

TEST_CASE("an error deep in a recursive choice is found without trying all combinations") {
    const std::string schema = R"({"oneOf": [
      {"type": "object", "required": ["type", "geometries"], "properties": {"type": {"const": "Collection"},
        "geometries": {"type": "array", "items": {"$ref": "#"}}}},
      {"type": "object", "required": ["type", "x"], "properties": {"type": {"const": "Point"}, "x": {"type": "number"}}}]})";
    std::string value = R"({"type": "Point", "x": "1"})";
    std::string pointer = "/x";
    for (int i = 0; i < 60; ++i) {
        value = R"({"type": "Collection", "geometries": [)" + value + "]}";
        pointer = "/geometries/0" + pointer;
    }
    CHECK(check(schema, value) == Lines{pointer + " type: found \"1\" (string), expected a number; did you mean 1?"});
}

TEST_CASE("a schema's place is named with its document") {
    const validate::SchemaStore store;
    const CompiledSchema compiled(
        parsed(R"({"$ref": "#/definitions/a", "definitions": {"a": {"items": {"type": "null"}}}})"),
        "https://example.org/s.json", store);
    const auto errors = compiled.check(parsed("[1]"));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].schema == "https://example.org/s.json#/definitions/a/items/type");
}

TEST_CASE("schemas that cannot be used are refused with a reason") {
    CHECK(refusal(R"({"$ref": "other.json"})") ==
          "it refers to https://example.org/other.json, and no schema is known by that URL");
    CHECK(refusal(R"({"$ref": "#/definitions/a"})") == "there is no /definitions/a in https://example.org/s.json");
    CHECK(refusal(R"({"allOf": [{"$ref": "#"}]})") == "https://example.org/s.json#: refers to itself without end");
    CHECK(refusal(R"({"definitions": {"a": {"$ref": "#/definitions/a"}}, "$ref": "#/definitions/a"})") ==
          "the reference https://example.org/s.json#/definitions/a only leads to itself");
    CHECK(refusal(R"x({"pattern": "(?<=a)b"})x").rfind("the pattern \"(?<=a)b\" cannot be used", 0) == 0);
    CHECK(refusal(R"({"properties": {"a": 3}})") ==
          "https://example.org/s.json#/properties/a: found number, expected a schema: an object or a boolean");
    CHECK(refusal(R"({"required": "a"})") != "accepted");
    CHECK(refusal(R"({"minItems": "a"})") != "accepted");
}

TEST_CASE("coordinates that are wrong in the same way are one reason, others each their own") {
    const std::string lines = R"({"items": {"type": "array", "items": {"type": "number"}, "minItems": 2}})";
    CHECK(check(lines, "[1, 2, 3]") == Lines{"/0 type: found 1 (number), expected an array"});
    CHECK(check(lines, R"([1, [2], [3], [1, "x"]])").size() == 3);
    CHECK(check(R"({"items": {"required": ["a"]}})", "[{}, {}]").size() == 2);
    CHECK(check(R"({"items": {"type": "number"}})", R"(["1", null, "2"])").size() == 1);
    CHECK(check(R"({"items": {"enum": ["a"]}})", R"(["1", "2"])").size() == 2);
}

TEST_CASE("what a schema says of itself, and what is nearly right, is in the message") {
    CHECK(check(R"({"description": "six digits", "pattern": "^[0-9]{6}$"})", R"("x")") ==
          Lines{" pattern: found \"x\" (string), expected six digits"});
    CHECK(check(R"({"description": "for Items", "const": "Feature"})", R"("x")") ==
          Lines{" const: found \"x\" (string), expected \"Feature\": for Items"});
    CHECK(check(R"({"enum": ["ascending", "descending"]})", R"("Ascending")")
              .front()
              .ends_with("did you mean \"ascending\"?"));
    CHECK(check(R"({"description": "an Item has a time", "not": {}})", "{}") == Lines{" not: an Item has a time"});
    CHECK(check(R"({"format": "date-time", "pattern": "Z$"})", R"("2021")").size() == 1);
}

TEST_CASE("a limit on the number of reasons is kept") {
    const validate::SchemaStore store;
    const CompiledSchema compiled(parsed(R"({"items": {"type": "null"}})"), "https://example.org/s.json", store);
    CHECK(compiled.check(parsed("[{}, {}, {}, {}, {}, {}, {}, {}]"), 3).size() == 3);
}
