// Our verdicts against those of ajv 8, on real STAC objects and on copies of them with one change.
#include <catch2/catch.hpp>
#include <map>

#include "json/value.hpp"
#include "reference_objects.hpp"
#include "validator/engine.hpp"

namespace {

using namespace cairn;

struct Tally {
    std::size_t verdicts = 0;
    std::size_t disagreements = 0;
    std::size_t split_opinions = 0;  ///< valijson and our explanation disagree
    std::size_t unexplained = 0;     ///< invalid, and no reason but "does not fit the schema"
    std::size_t unusable = 0;
    std::map<std::string, std::size_t> examples;
};

void compare(const validate::Engine& engine, const json::Value& line, const std::string& verdicts, Tally& tally) {
    const json::Value& object = *json::find(line, "object");
    const auto schemas = json::find(line, "schemas")->GetArray();
    for (rapidjson::SizeType i = 0; i < schemas.Size(); ++i) {
        const std::string url(json::view(schemas[i]));
        const auto& entry = engine.schema(url);
        if (!entry.schema) {
            ++tally.unusable;
            ++tally.examples[entry.problem];
            continue;
        }
        const bool expected = (*json::find(line, verdicts))[i].GetBool();
        const bool accepted = entry.schema->accepts(object);
        ++tally.verdicts;
        if (accepted != expected) {
            ++tally.disagreements;
            ++tally.examples[url + (expected ? ": ajv accepts " : ": ajv rejects ") +
                             std::string(json::member_text(line, "mutation"))];
        }
        if (entry.schema->second_opinion(object) != accepted) {
            ++tally.split_opinions;
            ++tally.examples[url + ": split on " + std::string(json::member_text(line, "mutation"))];
        }
        if (!accepted && entry.schema->check(object, 1).front().keyword.empty()) ++tally.unexplained;
    }
}

Tally run(validate::Formats formats, const std::string& verdicts) {
    Tally tally;
    const auto schemas = test::reference("schemas");
    const auto mutants = test::reference("stac-objects/mutants.jsonl.gz");
    if (!schemas || !mutants) return tally;
    const validate::SchemaStore store(*schemas);
    const validate::Engine engine(store, formats);
    test::for_each_line(*mutants, [&](const json::Value& line) { compare(engine, line, verdicts, tally); });
    for (const auto& [text, count] : tally.examples) WARN(std::to_string(count) + " x " + text);
    return tally;
}

}  // namespace

TEST_CASE("with formats, the official schemas give ajv's verdicts") {
    const Tally tally = run(validate::Formats::check, "valid");
    CHECK(tally.unusable == 0);
    CHECK(tally.disagreements == 0);
    CHECK(tally.split_opinions == 0);
    CHECK(tally.unexplained == 0);
}

TEST_CASE("without formats, the official schemas give ajv's verdicts") {
    const Tally tally = run(validate::Formats::ignore, "valid_ignoring_format");
    CHECK(tally.unusable == 0);
    CHECK(tally.disagreements == 0);
    CHECK(tally.split_opinions == 0);
}
