// Trees that somebody made to keep the validator busy, full or blind.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <numeric>
#include <random>

#include "../../support/temp_folder.hpp"
#include "sample_tree.hpp"
#include "validator/ledger.hpp"
#include "validator/report/writers.hpp"
#include "validator/rules/table.hpp"

using namespace cairn;
using test::TempFolder;

namespace {

std::string catalog(const std::string& links, const std::string& more = "") {
    return R"({"type": "Catalog", "stac_version": "1.1.0", "id": "x", "description": "x", "links": [)" + links + "]" +
           more + "}";
}

validate::Report validated(const std::string& path, const validate::Options& options = {}, std::size_t threads = 2) {
    return validate::validate(path, options, with_threads(threads), k_never_stop);
}

std::size_t count(const validate::Report& report, std::string_view rule) {
    return static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(),
                                                  [&](const validate::Finding& f) { return f.rule == rule; }));
}

/// {"a": {"a": ... }} below a member of a catalog that names one extension.
std::string nested(int depth) {
    std::string value = "1";
    for (int i = 0; i < depth; ++i) value = R"({"a": )" + value + "}";
    return catalog("", R"(, "stac_extensions": ["https://example.org/x/v1/schema.json"], "a": )" + value);
}

/// A schema in which each of 40 levels applies the next one twice.
std::string doubling(const std::string& keyword) {
    std::string schema = R"({"$ref": "#/definitions/0", "definitions": {)";
    for (int i = 0; i < 40; ++i) {
        const std::string next = R"({"$ref": "#/definitions/)" + std::to_string(i + 1) + "\"}";
        schema += "\"" + std::to_string(i) + R"(": {")" + keyword + "\": [" + next + ", " + next + "]}, ";
    }
    // What would end the doubling at its first branch does not fit.
    return schema + R"("40": {"type": ")" + (keyword == "anyOf" ? "string" : "object") + R"("}}})";
}

}  // namespace

TEST_CASE("two links to the folder itself make no endless tree") {
    const TempFolder folder;
    folder.add_file("catalog.json", catalog(R"({"rel": "child", "href": "./a/catalog.json"},
        {"rel": "child", "href": "./b/catalog.json"}, {"rel": "child", "href": "./a/b/c.geojson"})"));
    folder.add_file(
        "c.geojson",
        catalog(R"({"rel": "child", "href": "./b/a/c.geojson"}, {"rel": "parent", "href": "./catalog.json"})"));
    folder.add_link("a", ".");
    folder.add_link("b", ".");
    const validate::Report report = validated(folder.path());
    CHECK(report.summary.documents == 2);
    CHECK(report.summary.links == 5);
    CHECK(count(report, "tree/met-again") == 2);  // once for each file, whatever the number of paths
    CHECK(count(report, "link/missing-target") == 0);
}

TEST_CASE("links that only lead to each other are missing targets") {
    const TempFolder folder;
    folder.add_file("catalog.json",
                    catalog(R"({"rel": "child", "href": "./a/x.json"}, {"rel": "child", "href": "./self.json"})"));
    folder.add_link("a", "b");
    folder.add_link("b", "a");
    folder.add_link("self.json", "self.json");
    CHECK(count(validated(folder.path()), "link/missing-target") == 2);
}

TEST_CASE("what is named like a document and is no file is named, and never opened") {
    const TempFolder folder;
    folder.add_file("catalog.json",
                    catalog(R"({"rel": "child", "href": "./fifo.json"}, {"rel": "child", "href": "./fifo"})"));
    REQUIRE(::mkfifo((folder / "fifo.json").c_str(), 0600) == 0);
    REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
    folder.add_folder("folder.json");
    const validate::Report report = validated(folder.path());
    CHECK(count(report, "tree/special-file") == 1);
    CHECK(count(report, "link/missing-target") == 2);
    CHECK(report.summary.documents == 1);
}

TEST_CASE("folders that cannot be listed are named, and the others are judged") {
    const TempFolder folder;
    folder.add_file("catalog.json", catalog(""));
    int at = ::open(folder.path().c_str(), O_RDONLY | O_DIRECTORY);
    const std::string name(200, 'd');
    for (int depth = 0; depth < 30; ++depth) {  // 6,000 bytes: a path may have 4,096
        REQUIRE(::mkdirat(at, name.c_str(), 0700) == 0);
        const int below = ::openat(at, name.c_str(), O_RDONLY | O_DIRECTORY);
        ::close(at);
        at = below;
    }
    ::close(at);
    const validate::Report report = validated(folder.path());
    CHECK(count(report, "tree/unreadable") == 1);
    CHECK(report.summary.documents == 1);
    CHECK(report.summary.errors == 1);
    REQUIRE(::system(("rm -rf '" + folder.path() + "/" + name + "'").c_str()) == 0);
}

TEST_CASE("a document whose schemas double the work at each level uses up its steps") {
    for (const std::string keyword : {"allOf", "anyOf", "oneOf"}) {
        CAPTURE(keyword);
        const TempFolder folder;
        folder.add_file("schemas/example.org/x/v1/schema.json", doubling(keyword));
        folder.add_file("x.json", nested(1));
        validate::Options options;
        options.schemas_folder = folder / "schemas";
        options.steps_per_document = 20'000;
        const validate::Report report = validated(folder / "x.json", options);
        CHECK(count(report, "schema/budget") == 1);
        CHECK(report.summary.valid == 0);
        CHECK(report.summary.errors >= 1);
    }
}

TEST_CASE("so does one whose nesting doubles the work at each level") {
    const TempFolder folder;
    folder.add_file(
        "schemas/example.org/x/v1/schema.json",
        R"({"definitions": {"t": {"anyOf": [{"properties": {"a": {"$ref": "#/definitions/t"}}, "required": ["z"]},
                        {"properties": {"a": {"$ref": "#/definitions/t"}}, "required": ["z"]}]}},
                        "properties": {"a": {"$ref": "#/definitions/t"}}})");
    folder.add_file("x.json", nested(100));
    validate::Options options;
    options.schemas_folder = folder / "schemas";
    options.steps_per_document = 20'000;
    CHECK(count(validated(folder / "x.json", options), "schema/budget") == 1);
}

TEST_CASE("ordinary documents are far from the end of their steps") {
    const TempFolder folder;
    test::SampleTree().write(folder.path());
    validate::Options options;
    options.steps_per_document = 0;
    options.steps_per_byte = 1;
    CHECK(validated(folder.path(), options).findings.empty());
}

TEST_CASE("of many findings a few are kept and all are counted, the same for any number of threads") {
    const TempFolder folder;
    std::string children;
    for (int d = 0; d < 40; ++d) {
        std::string links;
        for (int i = 0; i < 100; ++i)
            links += R"({"rel": "child", "title": "t", "href": "./none-)" + std::to_string(100 * d + i) + ".json\"},";
        links += R"({"rel": "parent", "href": "./catalog.json"})";
        const std::string name = "d" + std::to_string(d) + ".json";
        std::string child = catalog(links);
        child.replace(child.find(R"("x")"), 3, '"' + name + '"');  // its id
        folder.add_file(name, child);
        children += (d > 0 ? "," : "") + std::string(R"({"rel": "child", "title": "t", "href": "./)") + name + "\"}";
    }
    folder.add_file("catalog.json", catalog(children));
    validate::Options options;
    options.findings_per_document = 5;
    options.findings_per_rule = 30;
    const validate::Report report = validated(folder.path(), options, 1);
    CHECK(report.summary.errors == 4000);
    CHECK(report.summary.invalid == 40);
    CHECK(count(report, "link/missing-target") == 30);
    CHECK(count(report, "report/more") == 6 + 1);  // of six documents, and of the rule
    CHECK(report.findings.front().document == ".");
    for (const std::size_t threads : {2, 7}) {
        CHECK(validate::to_json(validated(folder.path(), options, threads)) == validate::to_json(report));
    }
}

TEST_CASE("the ledger keeps the first findings, in whatever order they come") {
    std::vector<int> numbers(500);
    std::iota(numbers.begin(), numbers.end(), 0);
    std::vector<std::string> expected;
    for (int round = 0; round < 5; ++round) {
        validate::Ledger ledger(20);
        for (const int number : numbers) {
            validate::Finding finding;
            finding.rule = number % 2 == 0 ? "a" : "b";
            finding.document = std::to_string(number);
            ledger.add(finding);
        }
        std::vector<std::string> lines;
        for (const validate::Finding& finding : ledger.take()) lines.push_back(test::line_of(finding));
        std::sort(lines.begin(), lines.end());
        CHECK(lines.size() == 42);
        if (round == 0) expected = lines;
        CHECK(lines == expected);
        std::shuffle(numbers.begin(), numbers.end(), std::mt19937(static_cast<unsigned>(round)));
    }
}

TEST_CASE("texts of any length make short findings") {
    const TempFolder folder;
    const std::string huge(2'000'000, 'n');
    folder.add_file("catalog.json", catalog(R"({"rel": "child", "href": "./)" + huge + R"("}, {"rel": 1, "href": "x"})",
                                            ", \"" + huge + R"(": {"a": 1, "a": 2})"));
    const validate::Report report = validated(folder.path());
    CHECK(report.findings.size() >= 3);
    for (const validate::Finding& finding : report.findings) {
        CHECK(finding.pointer.size() < 5000);
        CHECK(finding.message.size() < 5000);
    }
}

TEST_CASE("a stop is heard before any document is read") {
    const TempFolder folder;
    test::SampleTree().write(folder.path());
    const std::atomic<bool> stop{true};
    CHECK_THROWS_AS(validate::validate(folder.path(), {}, with_threads(2), stop), Interrupted);
    CHECK_THROWS_AS(validate::validate(folder / "catalog.json", {}, serial(), stop), Interrupted);
}

TEST_CASE("many first pages that lead to one chain are walked once") {
    const TempFolder folder;
    for (int i = 0; i < 300; ++i) {
        const std::string next = i < 150 ? "p150.json" : "p" + std::to_string(i + 1) + ".json";
        folder.add_file("p" + std::to_string(i) + ".json",
                        R"({"type": "FeatureCollection", "features": [], "links": [)" +
                            (i == 299 ? "" : R"({"rel": "next", "href": "./)" + next + "\"}") + "]}");
    }
    CHECK(count(validated(folder.path()), "page/chain") == 149);
}

TEST_CASE("a document of 1,000 levels ends with a verdict or a finding, whatever judges") {
    const TempFolder folder;
    folder.add_file("schemas/example.org/x/v1/schema.json",
                    R"({"properties": {"a": {"oneOf": [{"$ref": "#"}, {"type": "string"}]}}})");
    folder.add_file("x.json", nested(990));
    for (const validate::JudgeBy judge_by : {validate::JudgeBy::program, validate::JudgeBy::valijson}) {
        validate::Options options;
        options.schemas_folder = folder / "schemas";
        options.judge_by = judge_by;
        const validate::Report report = validated(folder / "x.json", options);
        CHECK(report.summary.documents == 1);
        CHECK(report.summary.valid + count(report, "schema/budget") == 1);
        if (judge_by == validate::JudgeBy::program) CHECK(report.summary.valid == 1);
    }
}

TEST_CASE("the explanation of many values by a long enumeration uses up its steps") {
    std::string choices;
    std::string values;
    for (int i = 0; i < 20'000; ++i) choices += (i > 0 ? ", [" : "[") + std::to_string(-i) + ", 0]";
    for (int i = 0; i < 2'000; ++i) values += (i > 0 ? ", [" : "[") + std::to_string(i) + "]";
    const TempFolder folder;
    folder.add_file("schemas/example.org/x/v1/schema.json",
                    R"({"properties": {"a": {"items": {"enum": [)" + choices + "]}}}}");
    folder.add_file("x.json", catalog("", R"(, "stac_extensions": ["https://example.org/x/v1/schema.json"], "a": [)" +
                                              values + "]"));
    validate::Options options;
    options.schemas_folder = folder / "schemas";
    CHECK(count(validated(folder / "x.json", options), "schema/budget") == 1);
}
