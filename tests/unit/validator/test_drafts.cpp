// What drafts 2019-09 and 2020-12 have that draft-07 has not, in both passes and in their messages.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "base/json/write.hpp"
#include "reference_objects.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using test::parsed;
using validate::CompiledSchema;

namespace {

using Lines = std::vector<std::string>;

const std::string k_2019 = R"("$schema": "https://json-schema.org/draft/2019-09/schema", )";
const std::string k_2020 = R"("$schema": "https://json-schema.org/draft/2020-12/schema", )";

/// "pointer keyword: message" of what is wrong with a value; the two passes agree.
Lines check(const std::string& schema, const std::string& value,
            const validate::SchemaStore& store = validate::SchemaStore()) {
    const CompiledSchema compiled(parsed(schema), "https://example.org/s.json", store);
    const json::Value instance = parsed(value);
    Lines lines;
    for (const validate::SchemaError& error : compiled.check(instance))
        lines.push_back(error.pointer + " " + error.keyword + ": " + error.message);
    CHECK(compiled.accepts(instance) == lines.empty());
    CHECK(compiled.second_opinion(instance) == lines.empty());
    return lines;
}

std::string refusal(const std::string& schema, validate::JudgeBy judge_by = validate::JudgeBy::program) {
    try {
        const CompiledSchema compiled(parsed(schema), "https://example.org/s.json", validate::SchemaStore(),
                                      validate::Formats::check, judge_by);
    } catch (const validate::UnusableSchema& error) {
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("unevaluatedProperties refuses what no schema in its place has looked at") {
    const std::string schema = "{" + k_2020 + R"(
        "allOf": [{"properties": {"id": true}}, {"$ref": "#/$defs/dated"}],
        "properties": {"title": {"type": "string"}},
        "if": {"properties": {"kind": {"const": "map"}}, "required": ["kind"]},
        "then": {"properties": {"scale": {"type": "integer"}}},
        "dependentSchemas": {"start": {"properties": {"end": true}}},
        "unevaluatedProperties": false,
        "$defs": {"dated": {"properties": {"date": {"format": "date"}}}}})";
    CHECK(check(schema, R"({"id": 1, "date": "2020-01-01", "title": "a"})").empty());
    CHECK(check(schema, R"({"kind": "map", "scale": 3})").empty());
    CHECK(check(schema, R"({"scale": 3})") ==
          Lines{"/scale unevaluatedProperties: the member \"scale\" is not allowed here; known are \"title\""});
    CHECK(check(schema, R"({"titel": "a"})") ==
          Lines{"/titel unevaluatedProperties: the member \"titel\" is not allowed here; did you mean \"title\"?"});
    CHECK(check(schema, R"({"start": 1, "end": 2})") ==
          Lines{"/start unevaluatedProperties: the member \"start\" is not allowed here; known are \"title\""});
    // One mistake, one message: what fails in its own schema is not also "not allowed".
    CHECK(check(schema, R"({"date": "2020-02-30"})").size() == 1);
}

TEST_CASE("unevaluatedProperties counts only the branches that fit") {
    const std::string schema = "{" + k_2019 + R"(
        "anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]},
                  {"properties": {"b": {"type": "string"}}, "required": ["b"]}],
        "unevaluatedProperties": {"type": "null"}})";
    CHECK(check(schema, R"({"a": "x", "b": "y"})").empty());
    CHECK(check(schema, R"({"a": "x", "b": null})").empty());
    CHECK(check(schema, R"({"a": "x", "b": 2})") == Lines{"/b type: found 2 (number), expected null"});
    CHECK(check("{" + k_2019 + R"("not": {"not": {"properties": {"a": true}}}, "unevaluatedProperties": false})",
                R"({"a": 1})")
              .size() == 1);
    CHECK(check("{" + k_2019 + R"("allOf": [{"unevaluatedProperties": true}], "unevaluatedProperties": false})",
                R"({"a": 1})")
              .empty());
    CHECK(check("{" + k_2019 + R"("patternProperties": {"^x": true}, "unevaluatedProperties": false})",
                R"({"xy": 1, "z": 2})")
              .size() == 1);
}

TEST_CASE("unevaluatedItems knows prefixItems, items and, in draft 2020-12, contains") {
    const std::string tuple = "{" + k_2020 + R"("prefixItems": [{"type": "string"}], "unevaluatedItems": false})";
    CHECK(check(tuple, R"(["a"])").empty());
    CHECK(check(tuple, R"(["a", 1])") == Lines{"/1 false: found 1 (number), expected nothing here"});
    CHECK(check("{" + k_2020 + R"("contains": {"type": "string"}, "unevaluatedItems": {"type": "integer"}})",
                R"([1, "a", 2])")
              .empty());
    CHECK(check("{" + k_2019 + R"("contains": {"type": "string"}, "unevaluatedItems": {"type": "integer"}})",
                R"([1, "a", 2])") == Lines{"/1 type: found \"a\" (string), expected an integer"});
    CHECK(check("{" + k_2019 + R"("allOf": [{"items": [true]}], "unevaluatedItems": false})", "[1]").empty());
    CHECK(check("{" + k_2020 + R"("if": {"prefixItems": [{"const": 1}]}, "then": {"items": true},
                "unevaluatedItems": false})",
                "[1, 2]")
              .empty());
}

TEST_CASE("prefixItems and items say where an element stands") {
    const std::string schema = "{" + k_2020 + R"("prefixItems": [{"type": "string"}], "items": {"type": "integer"}})";
    CHECK(check(schema, R"(["a", 1, 2])").empty());
    CHECK(check(schema, R"([1, 1, "b"])") == Lines{"/0 type: found 1 (number), expected a string; did you mean \"1\"?",
                                                   "/2 type: found \"b\" (string), expected an integer"});
    CHECK(refusal("{" + k_2020 + R"("items": [{"type": "string"}]})") ==
          "https://example.org/s.json#/items: found an array, expected a schema: draft 2020-12 calls it prefixItems");
    // Draft-07 does not know the keyword.
    CHECK(check(R"({"prefixItems": [{"type": "string"}]})", "[1]").empty());
}

TEST_CASE("minContains and maxContains count") {
    const std::string schema = "{" + k_2020 + R"("contains": {"type": "string"}, "minContains": 2, "maxContains": 3})";
    CHECK(check(schema, R"(["a", "b", 1])").empty());
    CHECK(check(schema, R"(["a", 1])") ==
          Lines{" minContains: found 1 of 2 elements, expected at least 2 elements: string"});
    CHECK(check(schema, R"(["a", "b", "c", "d"])") ==
          Lines{" maxContains: found 4 of 4 elements, expected at most 3 elements: string"});
    CHECK(check("{" + k_2019 + R"("contains": {"type": "string"}, "minContains": 0})", "[1]").empty());
}

TEST_CASE("dependentRequired and dependentSchemas look at objects that have a member") {
    const std::string schema = "{" + k_2019 + R"("dependentRequired": {"a": ["b"]},
        "dependentSchemas": {"c": {"required": ["d"]}}})";
    CHECK(check(schema, R"({"b": 1})").empty());
    CHECK(check(schema, R"({"a": 1})") == Lines{" dependentRequired: the member \"b\" is missing: \"a\" needs it"});
    CHECK(check(schema, R"({"c": 1})") == Lines{" required: the member \"d\" is missing"});
    CHECK(refusal("{" + k_2019 + R"("dependentRequired": {"a": {}}})").find("arrays of names") != std::string::npos);
}

TEST_CASE("$ref stands beside other keywords, $defs and $anchor are found") {
    const std::string schema = "{" + k_2020 + R"("$ref": "#text", "maxLength": 3,
        "$defs": {"text": {"$anchor": "text", "type": "string"}}})";
    CHECK(check(schema, R"("abc")").empty());
    CHECK(check(schema, R"("abcd")").size() == 1);
    CHECK(check(schema, "1").size() == 1);
    // In draft-07 what stands beside $ref does not count.
    CHECK(check(R"({"$ref": "#/definitions/text", "maxLength": 3, "definitions": {"text": {"type": "string"}}})",
                R"("abcd")")
              .empty());
    CHECK(refusal("{" + k_2020 + R"("allOf": [{"$ref": "#"}]})").find("refers to itself without end") !=
          std::string::npos);
}

TEST_CASE("$dynamicRef means the outermost resource of those gone through") {
    // A list of anything, and a list of texts that is made of it by naming its element anew.
    const std::string list = R"({"$id": "list", "items": {"$dynamicRef": "#element"},
        "$defs": {"any": {"$dynamicAnchor": "element"}}})";
    const std::string texts = "{" + k_2020 + R"("$ref": "list",
        "$defs": {"text": {"$dynamicAnchor": "element", "type": "string"}, "list": )" +
                              list + "}}";
    CHECK(check(texts, R"(["a"])").empty());
    CHECK(check(texts, "[1]") == Lines{"/0 type: found 1 (number), expected a string; did you mean \"1\"?"});
    // One schema, entered by two ways.
    const std::string both = "{" + k_2020 +
                             R"("properties": {"texts": {"$ref": "texts"}, "numbers": {"$ref": "numbers"}},
        "$defs": {"list": )" +
                             list + R"(,
            "texts": {"$id": "texts", "$ref": "list", "$defs": {"e": {"$dynamicAnchor": "element", "type": "string"}}},
            "numbers": {"$id": "numbers", "$ref": "list", "$defs": {"e": {"$dynamicAnchor": "element", "type": "number"}}}}})";
    CHECK(check(both, R"({"texts": ["a"], "numbers": [1]})").empty());
    CHECK(check(both, R"({"texts": [1], "numbers": ["a"]})") ==
          Lines{"/texts/0 type: found 1 (number), expected a string; did you mean \"1\"?",
                "/numbers/0 type: found \"a\" (string), expected a number"});
}

TEST_CASE("$recursiveRef means the outermost resource with $recursiveAnchor") {
    const std::string schema = "{" + k_2019 + R"("$id": "strict", "$recursiveAnchor": true, "$ref": "tree",
        "unevaluatedProperties": false,
        "$defs": {"tree": {"$id": "tree", "$recursiveAnchor": true, "properties": {
            "name": {"type": "string"}, "children": {"type": "array", "items": {"$recursiveRef": "#"}}}}}})";
    CHECK(check(schema, R"({"name": "a", "children": [{"name": "b"}]})").empty());
    CHECK(check(schema, R"({"name": "a", "children": [{"nome": "b"}]})") ==
          Lines{"/children/0/nome unevaluatedProperties: the member \"nome\" is not allowed here"});
}

TEST_CASE("schemas of several drafts refer to each other") {
    // Each is read by its own rules: in draft-07 `prefixItems` is nothing.
    const std::string schema =
        "{" + k_2020 + R"("properties": {"old": {"$ref": "old"}, "new": {"prefixItems": [{"type": "string"}]}},
        "$defs": {"old": {"$id": "old", "$schema": "http://json-schema.org/draft-07/schema#",
                          "prefixItems": [{"type": "string"}], "items": [{"type": "integer"}]}}})";
    CHECK(check(schema, R"({"old": [1], "new": ["a"]})").empty());
    CHECK(check(schema, R"({"old": ["a"], "new": [1]})").size() == 2);
}

TEST_CASE("the meta-schemas judge schemas") {
    for (const std::string draft : {"2019-09", "2020-12"}) {
        const std::string url = "https://json-schema.org/draft/" + draft + "/schema";
        const std::string schema = R"({"$schema": ")" + url + R"(", "$ref": ")" + url + "\"}";
        CHECK(check(schema, R"({"properties": {"a": {"minLength": 1}}, "$defs": {"b": {"not": false}}})").empty());
        CHECK(check(schema, R"({"properties": {"a": {"minLength": -1}}})") ==
              Lines{"/properties/a/minLength minimum: found -1, expected a number of at least 0"});
        CHECK(check(schema, R"({"$defs": {"b": {"allOf": []}}})").size() == 1);
        const validate::SchemaStore store;
        CHECK(check(schema, json::write(*store.find(url))).empty());
    }
}

TEST_CASE("what a meta-schema demands is known, or the schema is refused") {
    CHECK(refusal(R"({"$schema": "https://example.org/meta"})").find("no meta-schema is known by that URL") !=
          std::string::npos);
    const boost::filesystem::path folder =
        boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("cairn-meta-%%%%%%%%");
    boost::filesystem::create_directories(folder / "example.org");
    const auto write = [&](const std::string& name, const std::string& vocabularies) {
        std::ofstream((folder / "example.org" / name).string())
            << "{" << k_2020 << R"("$vocabulary": {)" << vocabularies << "}}";
    };
    write("loose", R"("https://json-schema.org/draft/2020-12/vocab/applicator": true)");
    write("odd", R"("https://example.org/vocab/odd": true)");
    const validate::SchemaStore store(folder.string());
    CHECK(check(R"({"$schema": "https://example.org/loose", "properties": {"a": false}, "maxProperties": 1})",
                R"({"b": 1, "c": 2})", store)
              .empty());
    CHECK(
        check(R"({"$schema": "https://example.org/loose", "properties": {"a": false}})", R"({"a": 1})", store).size() ==
        1);
    CHECK_THROWS_AS(check(R"({"$schema": "https://example.org/odd"})", "1", store), validate::UnusableSchema);
    boost::filesystem::remove_all(folder);
}

TEST_CASE("valijson refuses what it does not know, and judges what is only called by another name") {
    using validate::JudgeBy;
    CHECK(refusal("{" + k_2020 + R"("unevaluatedItems": false})", JudgeBy::valijson).find("valijson does not know") !=
          std::string::npos);
    const CompiledSchema compiled(parsed("{" + k_2020 + R"("prefixItems": [{"type": "string"}], "items": false,
                                  "dependentRequired": {"a": ["b"]}, "dependentSchemas": {"a": {"maxProperties": 2}}})"),
                                  "https://example.org/s.json", validate::SchemaStore(), validate::Formats::check,
                                  JudgeBy::valijson);
    CHECK(compiled.accepts(parsed(R"(["a"])")));
    CHECK_FALSE(compiled.accepts(parsed(R"(["a", 1])")));
    CHECK_FALSE(compiled.accepts(parsed(R"({"a": 1})")));
    CHECK_FALSE(compiled.accepts(parsed(R"({"a": 1, "b": 1, "c": 1})")));
    CHECK(compiled.accepts(parsed(R"({"a": 1, "b": 1})")));
}

TEST_CASE("doubling evaluations end with a finding") {
    // Each level asks the one below three times: to decide, to mark, and to decide what to mark.
    std::string schema = "{" + k_2020 + R"("$defs": {)";
    for (int i = 0; i < 60; ++i) {
        schema += "\"d" + std::to_string(i) + R"(": {"anyOf": [{"$ref": "#/$defs/d)" + std::to_string(i + 1) +
                  R"("}], "unevaluatedProperties": false}, )";
    }
    schema += R"("d60": {"properties": {"a": true}}}, "$ref": "#/$defs/d0"})";
    const CompiledSchema compiled(parsed(schema), "https://example.org/s.json", validate::SchemaStore());
    validate::Budget budget(1'000'000, k_never_stop);
    CHECK_THROWS_AS(compiled.accepts(parsed(R"({"a": 1})"), budget), validate::BudgetExceeded);
}
