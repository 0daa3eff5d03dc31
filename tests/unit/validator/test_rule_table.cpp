// The table of rules: its rows, and for each a tree of which it speaks and one of which it does not.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>

#include "../../support/temp_folder.hpp"
#include "sample_tree.hpp"
#include "validator/assets/asset_metadata.hpp"
#include "validator/rules/table.hpp"

using namespace cairn;
using test::SampleTree;

namespace {

/// What makes the sample tree break a rule: a change of documents, or of the files once they are written.
struct Breach {
    std::function<void(SampleTree&)> change = [](SampleTree&) {};
    std::function<void(const test::TempFolder&)> change_files = [](const test::TempFolder&) {};
    validate::Options options = {};
};

const char* const k_endless =
    R"({"definitions": {"a": {"anyOf": [{"$ref": "#/definitions/b"}, {"$ref": "#/definitions/b"}]},
    "b": {"required": ["none"]}}, "$ref": "#/definitions/a"})";

/// A file that has other times than the sample's Items, and a file that nobody can read.
struct SomeAssets : validate::AssetReader {
    std::variant<validate::AssetFacts, std::string> read(const std::string& path) const override {
        if (path.ends_with("unreadable.nc")) return "it is no netCDF";
        validate::AssetFacts facts;
        facts.time = validate::TimeSpan{0, 1};
        return facts;
    }
};

/// An asset of an Item, compared with its file of five bytes.
Breach data_breach(validate::CheckAssets level, const std::string& name, const std::string& members) {
    Breach breach{[=](SampleTree& tree) {
                      tree.set("c/b/b.json", "/assets",
                               R"({"x": {"type": "application/netcdf", "href": "./)" + name + "\"" + members + "}}");
                  },
                  [=](const test::TempFolder& folder) {
                      if (name != "none.nc") folder.add_file("c/b/" + name, "12345");
                  }};
    breach.options.check_assets = level;
    breach.options.asset_reader = std::make_shared<SomeAssets>();
    return breach;
}

std::map<std::string, Breach> breaches() {
    std::map<std::string, Breach> all;
    using Level = validate::CheckAssets;
    all["data/missing"] = data_breach(Level::exists, "none.nc", "");
    all["data/size"] = data_breach(Level::size, "x.nc", R"(, "file:size": 6)");
    all["data/checksum"] =
        data_breach(Level::checksum, "x.nc", R"(, "file:checksum": "1220)" + std::string(64, '0') + "\"");
    all["data/metadata"] = data_breach(Level::metadata, "x.nc", "");
    all["data/unreadable"] = data_breach(Level::metadata, "unreadable.nc", "");
    const auto set = [](const char* document, const char* pointer, const char* text) {
        return Breach{[=](SampleTree& tree) { tree.set(document, pointer, text); }};
    };
    all["extent/uncovered"] = set("c/collection.json", "/extent/spatial/bbox", "[[50, 50, 60, 60]]");
    all["id/duplicate"] = set("c/b/b.json", "/id", R"("a")");
    all["json/byte-order-mark"] = {
        [](SampleTree& tree) { tree.add_document("m.json", "\xEF\xBB\xBF{\"type\": \"Catalog\"}"); }};
    all["json/duplicate-key"] = {
        [](SampleTree& tree) { tree.add_document("d.json", R"({"type": "Catalog", "type": "Catalog"})"); }};
    all["json/syntax"] = {[](SampleTree& tree) { tree.add_document("s.json", "{"); }};
    all["json/unreadable"] = {};
    all["json/unreadable"].options.largest_document_bytes = 10;
    all["link/collection"] = set("c/b/b.json", "/collection", R"("d")");
    all["link/inverse"] = set("c/b/b.json", "/links/1/href", R"("../a/a.json")");
    all["link/missing-target"] = set("catalog.json", "/links/2/href", R"("./none.json")");
    all["link/outside"] = set("catalog.json", "/links/2/href", R"("../none.json")");
    all["link/root"] = set("c/b/b.json", "/links/0/href", R"("../collection.json")");
    all["link/self"] = {[](SampleTree& tree) {
        tree.append("c/b/b.json", "/links", R"({"rel": "self", "href": "../collection.json"})");
    }};
    all["page/chain"] = {[](SampleTree& tree) {
        tree.append("c/items-2.json", "/links", R"({"rel": "next", "href": "./items.json"})");
    }};
    all["page/count"] = set("c/items.json", "/numberReturned", "7");
    all["page/directory"] = set("c/a/assets/pages.json", "/pages/0/count", "7");
    all["page/items"] = {[](SampleTree& tree) { tree.remove_document("c/b/b.json"); }};
    all["report/more"] = set("catalog.json", "/links/2/href", R"("./none.json")");
    all["report/more"].options.findings_per_rule = 0;
    all["schema/*"] = set("c/collection.json", "/license", "1");
    all["schema/budget"] = {
        [](SampleTree& tree) {
            tree.set("catalog.json", "/stac_extensions", R"(["https://example.org/x/v1/schema.json"])");
        },
        [](const test::TempFolder& folder) { folder.add_file(".schemas/example.org/x/v1/schema.json", k_endless); }};
    all["schema/budget"].options.steps_per_document = 1;
    all["schema/budget"].options.steps_per_byte = 0;
    all["schema/not-checked"] = set("catalog.json", "/stac_extensions", R"(["https://example.org/y/v1/schema.json"])");
    all["time/order"] =
        set("c/b/b.json", "/properties",
            R"({"datetime": null, "start_datetime": "2000-01-02T00:00:00Z", "end_datetime": "2000-01-01T00:00:00Z"})");
    all["tree/met-again"] = {
        [](SampleTree& tree) { tree.set("catalog.json", "/links/1/href", R"("./loop/c/collection.json")"); },
        [](const test::TempFolder& folder) { folder.add_link("loop", "."); }};
    all["tree/orphan"] = {[](SampleTree& tree) { tree.add_document("stray.json", "{}"); }};
    all["tree/special-file"] = {
        [](SampleTree&) {},
        [](const test::TempFolder& folder) { REQUIRE(::mkfifo((folder / "fifo.json").c_str(), 0600) == 0); }};
    // A folder whose path is longer than the system takes: root, who may list any other, cannot list it either.
    all["tree/unreadable"] = {};
    return all;
}

validate::Report report_of(const Breach& breach) {
    const test::TempFolder folder;
    SampleTree tree;
    breach.change(tree);
    tree.write(folder.path());
    breach.change_files(folder);
    validate::Options options = breach.options;
    if (::access((folder / ".schemas").c_str(), F_OK) == 0) options.schemas_folder = folder / ".schemas";
    return validate::validate(folder.path(), options, serial(), k_never_stop);
}

bool speaks(const validate::Report& report, const validate::Rule& rule) {
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [&](const validate::Finding& finding) { return validate::find_rule(finding.rule) == &rule; });
}

}  // namespace

TEST_CASE("each rule has one row, with all that explains it") {
    std::set<std::string_view> ids;
    for (const validate::Rule* rule : validate::rule_table()) {
        CAPTURE(rule->id);
        CHECK(ids.insert(rule->id).second);
        CHECK(rule->id.find('/') != std::string_view::npos);
        CHECK_FALSE(rule->title.empty());
        CHECK(rule->reason.ends_with('.'));
        CHECK_FALSE(rule->specification.empty());
        CHECK(validate::find_rule(rule->id) == rule);
    }
    CHECK(ids.size() == validate::rule_table().size());
    CHECK(std::is_sorted(validate::rule_table().begin(), validate::rule_table().end(),
                         [](const validate::Rule* a, const validate::Rule* b) { return a->id < b->id; }));
}

TEST_CASE("an id of a schema belongs to the row of all schemas, and an unknown one to none") {
    REQUIRE(validate::find_rule("schema/datacube") != nullptr);
    CHECK(validate::find_rule("schema/datacube")->id == "schema/*");
    CHECK(validate::find_rule("schema/budget")->id == "schema/budget");
    CHECK(validate::find_rule("schema/") == nullptr);
    CHECK(validate::find_rule("no/rule") == nullptr);
}

TEST_CASE("each rule speaks of a tree that breaks it, and of no valid one") {
    const std::map<std::string, Breach> all = breaches();
    const validate::Report valid = report_of({});
    CHECK(valid.findings.empty());
    CHECK(all.size() == validate::rule_table().size());
    for (const validate::Rule* rule : validate::rule_table()) {
        CAPTURE(rule->id);
        const auto breach = all.find(std::string(rule->id));
        REQUIRE(breach != all.end());
        if (rule->id == "tree/unreadable") continue;  // test_hostile.cpp
        const validate::Report report = report_of(breach->second);
        CHECK(speaks(report, *rule));
        for (const validate::Finding& finding : report.findings) {
            const validate::Rule* row = validate::find_rule(finding.rule);
            CAPTURE(finding.rule);
            REQUIRE(row != nullptr);
            CHECK(finding.severity >= row->severity);
            CHECK_FALSE(finding.document.empty());
        }
    }
}
