// Our verdicts, by both engines, against those of ajv 8: on real STAC objects and on copies of them with one change.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <vector>

#include "base/json/value.hpp"
#include "reference_objects.hpp"
#include "validator/engine.hpp"

namespace {

using namespace cairn;

struct Tally {
    std::size_t verdicts = 0;
    std::size_t disagreements = 0;
    std::size_t split_opinions = 0;  ///< an engine and our explanation disagree
    std::size_t unexplained = 0;     ///< invalid, and no reason but "does not fit the schema"
    std::size_t unusable = 0;
    std::map<std::string, std::size_t> examples;
};

void compare(const validate::Engine& engine, const json::Value& line, const std::string& verdicts,
             const std::set<std::string>& urls, Tally& tally) {
    const json::Value& object = *json::find(line, "object");
    const auto schemas = json::find(line, "schemas")->GetArray();
    for (rapidjson::SizeType i = 0; i < schemas.Size(); ++i) {
        const std::string url(json::view(schemas[i]));
        if (!urls.empty() && urls.count(url) == 0) continue;
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

/// `urls`: only verdicts by these schemas; empty: by all.
Tally run(const std::string& folder, validate::Formats formats, const std::string& verdicts, validate::JudgeBy judge_by,
          const std::set<std::string>& urls = {}) {
    Tally tally;
    const auto mutants = test::reference("stac-objects/mutants.jsonl.gz");
    if (!mutants) return tally;
    const validate::SchemaStore store(folder);
    const validate::Engine engine(store, formats, judge_by);
    test::for_each_line(*mutants, [&](const json::Value& line) { compare(engine, line, verdicts, urls, tally); });
    for (const auto& [text, count] : tally.examples) WARN(std::to_string(count) + " x " + text);
    return tally;
}

}  // namespace

TEST_CASE("with formats, the official schemas give ajv's verdicts") {
    const auto schemas = test::reference("schemas");
    if (!schemas) return;
    const auto judge_by = GENERATE(validate::JudgeBy::program, validate::JudgeBy::valijson);
    const Tally tally = run(*schemas, validate::Formats::check, "valid", judge_by);
    CHECK(tally.verdicts > 13'000);
    CHECK(tally.unusable == 0);
    CHECK(tally.disagreements == 0);
    CHECK(tally.split_opinions == 0);
    CHECK(tally.unexplained == 0);
}

TEST_CASE("without formats, the official schemas give ajv's verdicts") {
    const auto schemas = test::reference("schemas");
    if (!schemas) return;
    const auto judge_by = GENERATE(validate::JudgeBy::program, validate::JudgeBy::valijson);
    const Tally tally = run(*schemas, validate::Formats::ignore, "valid_ignoring_format", judge_by);
    CHECK(tally.unusable == 0);
    CHECK(tally.disagreements == 0);
    CHECK(tally.split_opinions == 0);
}

TEST_CASE("the bundled schemas give ajv's verdicts by the official ones") {
    const std::vector<std::string> bundled = validate::SchemaStore::bundled();
    const auto judge_by = GENERATE(validate::JudgeBy::program, validate::JudgeBy::valijson);
    const Tally tally = run("", validate::Formats::check, "valid", judge_by, {bundled.begin(), bundled.end()});
    CHECK(tally.unusable == 0);
    CHECK(tally.disagreements == 0);
    CHECK(tally.split_opinions == 0);
}
