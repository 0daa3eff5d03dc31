// The compiled engine beside valijson: equal verdicts on real objects, and its own ways with numbers, names and depth.
#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "reference_objects.hpp"
#include "validator/compiled/evaluator.hpp"
#include "validator/compiled/name_table.hpp"
#include "validator/document.hpp"
#include "validator/engine.hpp"

using namespace cairn;
using test::parsed;
using validate::CompiledSchema;
using validate::JudgeBy;

namespace {

CompiledSchema compiled(const std::string& schema, JudgeBy judge_by = JudgeBy::program) {
    static const validate::SchemaStore k_bundled;
    return CompiledSchema(parsed(schema), "https://example.org/s.json", k_bundled, validate::Formats::check, judge_by);
}

bool accepts(const std::string& schema, const std::string& value) {
    const CompiledSchema program = compiled(schema);
    const json::Value instance = parsed(value);
    const bool verdict = program.accepts(instance);
    CHECK(program.check(instance).empty() == verdict);
    CHECK(program.second_opinion(instance) == verdict);
    return verdict;
}

std::string refusal(const std::string& schema) {
    try {
        compiled(schema);
    } catch (const validate::UnusableSchema& error) {
        return error.what();
    }
    return "accepted";
}

/// {"a": {"a": ... 1}}
std::string nested(int depth) {
    std::string value = "1";
    for (int i = 0; i < depth; ++i) value = R"({"a": )" + value + "}";
    return value;
}

json::Value parsed_deep(const std::string& text) {
    json::Value value = json::integer(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') continue;
        json::Value outer = json::object();
        json::set(outer, "a", std::move(value));
        value = std::move(outer);
    }
    return value;
}

/// How often the two engines disagree on the checks of all reference objects.
void compare_engines(const std::string& folder) {
    const auto objects = test::reference("stac-objects/objects.jsonl.gz");
    if (!objects) return;
    const validate::SchemaStore store(folder);
    const validate::Engine program(store);
    const validate::Engine valijson(store, validate::Formats::check, JudgeBy::valijson);
    std::size_t verdicts = 0;
    std::map<std::string, std::size_t> differences;
    test::for_each_line(*objects, [&](const json::Value& line) {
        const json::Value& object = *json::find(line, "object");
        for (const validate::Check& check : validate::checks_of(object, validate::classify(object))) {
            const auto& one = program.schema(check.url);
            const auto& other = valijson.schema(check.url);
            if ((one.schema == nullptr) != (other.schema == nullptr)) ++differences[check.url + ": usable by one only"];
            if (!one.schema || !other.schema) continue;
            ++verdicts;
            if (one.schema->accepts(*check.part) != other.schema->accepts(*check.part)) ++differences[check.url];
        }
    });
    CHECK(differences == std::map<std::string, std::size_t>{});
    CHECK(verdicts > 300);
    WARN("equal verdicts: " << verdicts);
}

}  // namespace

TEST_CASE("both engines judge the reference objects alike by the bundled schemas") { compare_engines(""); }

TEST_CASE("both engines judge the reference objects alike by the official schemas") {
    if (const auto schemas = test::reference("schemas")) compare_engines(*schemas);
}

TEST_CASE("numbers are what the specification means by them") {
    CHECK(accepts(R"({"type": "integer"})", "1.0"));
    CHECK(accepts(R"({"type": "integer"})", "1e300"));
    CHECK_FALSE(accepts(R"({"type": "integer"})", "1.5"));
    CHECK(accepts(R"({"enum": [1]})", "1.0"));
    CHECK(accepts(R"({"const": 18446744073709551615})", "18446744073709551615"));
    CHECK_FALSE(accepts(R"({"const": 18446744073709551615})", "18446744073709551616"));
    CHECK(accepts(R"({"const": 10000000000000000000})", "1e19"));
    CHECK(accepts(R"({"uniqueItems": true})", "[1, true, \"1\", [1], {\"a\": 1}]"));
    CHECK_FALSE(accepts(R"({"uniqueItems": true})", R"([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}])"));
}

TEST_CASE("limits are exact beyond 2^53, where doubles are not") {
    CHECK_FALSE(accepts(R"({"maximum": 9007199254740992})", "9007199254740993"));
    CHECK_FALSE(accepts(R"({"exclusiveMinimum": 9007199254740993})", "9007199254740993"));
    CHECK(accepts(R"({"exclusiveMinimum": 9007199254740992})", "9007199254740993"));
    CHECK(accepts(R"({"minimum": -9223372036854775808})", "-9223372036854775808"));
    CHECK_FALSE(accepts(R"({"multipleOf": 2})", "9007199254740993"));
    CHECK(accepts(R"({"multipleOf": 3})", "18446744073709551615"));
    CHECK(accepts(R"({"multipleOf": 0.01})", "4.02"));
}

TEST_CASE("of a member that stands twice, `properties` looks at the first") {
    CHECK(accepts(R"({"properties": {"a": {"type": "integer"}}})", R"({"a": 1, "a": "x"})"));
    CHECK_FALSE(accepts(R"({"properties": {"a": {"type": "integer"}}})", R"({"a": "x", "a": 1})"));
    CHECK_FALSE(accepts(R"({"required": ["a", "b"]})", R"({"a": 1, "a": 1})"));
}

TEST_CASE("a schema may name more members than fit in a word") {
    std::string properties;
    std::string required;
    std::string members;
    for (int i = 0; i < 200; ++i) {
        const std::string name = "\"name-" + std::to_string(i) + "\"";
        properties += (i > 0 ? ", " : "") + name + R"(: {"$ref": "#"})";
        required += (i > 0 ? ", " : "") + name;
        members += (i > 0 ? ", " : "") + name + ": 1";
    }
    const std::string schema = "{\"properties\": {" + properties + "}, \"required\": [" + required + "]}";
    CHECK(accepts(schema, "{" + members + "}"));
    CHECK_FALSE(accepts(schema, "{" + members.substr(0, members.rfind(',')) + "}"));
    const std::string inner = "{" + members + "}";
    CHECK(accepts(schema, "{\"name-0\": " + inner + members.substr(members.find(',')) + "}"));
}

TEST_CASE("names of all lengths are told apart") {
    std::vector<std::string> texts{""};
    for (std::size_t size = 1; size <= 70; ++size) {
        for (std::size_t at = 0; at < size; ++at) texts.push_back(std::string(size, 'a').replace(at, 1, "b"));
    }
    const validate::compiled::NameTable table(std::vector<std::string_view>(texts.begin(), texts.end()));
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        CHECK(table.find(texts[i]) == i);
        CHECK(table.find(texts[i] + "c") == validate::compiled::NameTable::k_unknown);
    }
}

TEST_CASE("names that only their middles tell apart are found") {
    std::vector<std::string> texts;
    for (int i = 0; i < 2'000; ++i) texts.push_back("abcdefgh" + std::to_string(10'000 + i) + "abcdefgh");
    const validate::compiled::NameTable table(std::vector<std::string_view>(texts.begin(), texts.end()));
    for (std::uint32_t i = 0; i < 2'000; ++i) CHECK(table.find(texts[i]) == i);
    CHECK(table.find("abcdefgh99999abcdefgh") == validate::compiled::NameTable::k_unknown);
    CHECK(validate::compiled::NameTable().find("") == validate::compiled::NameTable::k_unknown);
}

TEST_CASE("a document of a thousand levels is judged and explained") {
    const std::string tree = R"({"definitions": {"t": {"anyOf": [{"type": "integer"}, {"allOf": [{"type": "object",
        "properties": {"a": {"$ref": "#/definitions/t"}}, "additionalProperties": false}]}]}},
        "$ref": "#/definitions/t"})";
    const CompiledSchema schema = compiled(tree);
    CHECK(schema.accepts(parsed_deep(nested(1'000))));
    json::Value wrong = parsed_deep(nested(1'000));
    json::Value* deepest = &wrong;
    while (deepest->IsObject() && deepest->MemberCount() > 0) deepest = json::find(*deepest, "a");
    *deepest = json::string("x");
    CHECK_FALSE(schema.accepts(wrong));
    const std::vector<validate::SchemaError> errors = schema.check(wrong);
    REQUIRE(errors.size() == 1);
    CHECK(errors.front().pointer.size() >= 500);
}

TEST_CASE("schemas within each other without end use up the levels, not the stack") {
    std::string schema = R"({"$ref": "#/definitions/0", "definitions": {)";
    for (int i = 0; i < 20'000; ++i) {
        schema +=
            "\"" + std::to_string(i) + R"(": {"allOf": [{"$ref": "#/definitions/)" + std::to_string(i + 1) + "\"}]}, ";
    }
    schema += R"("20000": {"type": "object"}}})";
    const CompiledSchema program = compiled(schema);
    CHECK_THROWS_AS(program.accepts(parsed("{}")), validate::BudgetExceeded);
}

TEST_CASE("keywords with values that they must not have make a schema unusable") {
    for (const std::string schema :
         {R"({"type": "text"})", R"({"type": 1})", R"({"required": true})", R"({"required": [1]})",
          R"({"minLength": -1})", R"({"minLength": 1.5})", R"({"maxItems": "1"})", R"({"multipleOf": 0})",
          R"({"minimum": "1"})", R"({"pattern": 1})", R"({"pattern": "("})", R"({"uniqueItems": 1})", R"({"enum": {}})",
          R"({"allOf": {}})", R"({"properties": []})", R"({"dependencies": {"a": [1]}})", R"({"items": 1})",
          R"({"format": 1})"}) {
        INFO(schema);
        CHECK(refusal(schema) != "accepted");
    }
    CHECK(refusal(R"({"minLength": 2.0, "maximum": 1e3, "type": ["null"]})") == "accepted");
}
