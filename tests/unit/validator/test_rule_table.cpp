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
                      if (!name.ends_with("none.nc")) folder.add_file("c/b/" + name, "12345");
                  }};
    breach.options.check_assets = level;
    breach.options.asset_reader = std::make_shared<SomeAssets>();
    return breach;
}

/// One change of one member of a document.
Breach set(const char* document, const char* pointer, const std::string& text) {
    return Breach{[=](SampleTree& tree) { tree.set(document, pointer, text); }};
}

/// The place of the Item b: its geometry, and a bbox.
Breach at(const std::string& geometry, const std::string& bbox) {
    return Breach{[=](SampleTree& tree) {
        tree.set("c/b/b.json", "/geometry", geometry);
        tree.set("c/b/b.json", "/bbox", bbox);
    }};
}

std::string polygon(const std::string& ring) { return R"({"type": "Polygon", "coordinates": [)" + ring + "]}"; }

/// Rules about one object, by a change of the Item b or of the Collection.
void add_breaches_of_objects(std::map<std::string, Breach>& all) {
    const std::string square = "[[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]";
    all["band/list"] = set("c/b/b.json", "/properties", R"({"datetime": "2000-01-02T00:00:00Z", "raster:bands": {}})");
    all["box/antimeridian"] = at(polygon(square), "[3, 1, 1, 3]");
    all["box/geometry"] = at(polygon(square), "[1, 1, 2, 2]");
    all["box/order"] = at(polygon(square), "[1, 3, 3, 1]");
    all["box/range"] = at(polygon(square), "[-9999, 1, 3, 3]");
    all["geometry/antimeridian"] =
        at(polygon("[[179, 1], [-179, 1], [-179, 3], [179, 3], [179, 1]]"), "[179, 1, -179, 3]");
    all["box/height"] =
        at(polygon("[[1, 1, 500], [3, 1, 500], [3, 3, 500], [1, 3, 500], [1, 1, 500]]"), "[1, 1, 0, 3, 3, 100]");
    all["geometry/hole-outside"] =
        at(polygon("[[1, 1], [3, 1], [3, 3], [1, 1]], [[1.2, 2.2], [1.2, 2.6], [1.6, 2.6], [1.6, 2.2], [1.2, 2.2]]"),
           "[1, 1, 3, 3]");
    all["geometry/hole-overlap"] = at(polygon(square + ", [[1.2, 1.2], [1.2, 2.2], [2.2, 2.2], [2.2, 1.2], [1.2, 1.2]],"
                                                       " [[1.8, 1.2], [1.8, 2.2], [2.8, 2.2], [2.8, 1.2], [1.8, 1.2]]"),
                                      "[1, 1, 3, 3]");
    all["geometry/overlap"] =
        at(R"({"type": "MultiPolygon", "coordinates": [[[[1, 1], [2.5, 1], [2.5, 3], [1, 3], [1, 1]]],
                                     [[[2, 1], [3, 1], [3, 3], [2, 3], [2, 1]]]]})",
           "[1, 1, 3, 3]");
    all["geometry/range"] = at(polygon("[[1, 1], [400, 1], [400, 3], [1, 3], [1, 1]]"), "[1, 1, 3, 3]");
    all["geometry/ring-closed"] = at(polygon("[[1, 1], [3, 1], [3, 3], [1, 3]]"), "[1, 1, 3, 3]");
    all["geometry/ring-winding"] = at(polygon("[[1, 1], [1, 3], [3, 3], [3, 1], [1, 1]]"), "[1, 1, 3, 3]");
    all["geometry/self-crossing"] = at(polygon("[[1, 1], [3, 3], [3, 1], [1, 3], [1, 1]]"), "[1, 1, 3, 3]");
    all["geometry/swapped"] = at(polygon("[[1, 5], [3, 5], [3, 8], [1, 8], [1, 5]]"), "[5, 1, 8, 3]");
    const std::string cube = R"({"datetime": "2000-01-02T00:00:00Z", "cube:dimensions": {"x": )";
    all["cube/dimension"] =
        set("c/b/b.json", "/properties", cube + R"({"type": "spatial", "axis": "x", "extent": [0, 1]}},
        "cube:variables": {"t": {"type": "data", "dimensions": ["y"]}}})");
    all["cube/extent"] =
        set("c/b/b.json", "/properties", cube + R"({"type": "spatial", "axis": "x", "extent": [1, 0]}}})");
    all["cube/step"] =
        set("c/b/b.json", "/properties",
            cube + R"({"type": "spatial", "axis": "x", "extent": [0, 2], "values": [0, 2], "step": 1}}})");
    all["extent/overall"] =
        set("c/collection.json", "/extent/spatial/bbox", "[[-10, -10, 10, 10], [1, 1, 2, 2], [20, 20, 30, 30]]");
    all["extension/not-listed"] =
        set("c/b/b.json", "/properties", R"({"datetime": "2000-01-02T00:00:00Z", "eo:cloud_cover": 3})");
    all["id/characters"] = set("c/collection.json", "/id", R"("c/c")");
    all["link/media-type"] = set("catalog.json", "/links/1/type", R"("text/html")");
    all["license/expression"] = set("c/collection.json", "/license", R"("cc-by-4.0")");
    all["time/datetime"] = set(
        "c/b/b.json", "/properties",
        R"({"datetime": "2000-03-01T00:00:00Z", "start_datetime": "2000-01-02T00:00:00Z", "end_datetime": "2000-01-03T00:00:00Z"})");
    all["time/default"] = {[](SampleTree& tree) {
        tree.set("c/b/b.json", "/id", R"("b_20000102")");
        tree.set("c/b/b.json", "/properties", R"({"datetime": "1970-01-01T00:00:00Z"})");
    }};
    all["title/blank"] = set("c/collection.json", "/title", R"(" ")");
    all["title/link"] = {[](SampleTree& tree) { tree.remove_member("c/collection.json", "/links/2/title"); }};
    all["virtual/pointer"] =
        set("c/b/b.json", "/assets", R"({"v": {"href": "https://example.org/v", "vrt:hrefs": [{"key": "none"}]}})");
    const std::string store = R"("href": "https://example.org/s.zarr", "type": "application/vnd.zarr)";
    all["zarr/group"] =
        set("c/b/b.json", "/assets",
            R"({"v": {"href": "https://example.org/s.zarr/.zgroup", "type": "application/vnd.zarr; version=2"}})");
    all["zarr/media-type"] = set("c/b/b.json", "/assets", "{\"v\": {" + store + "\"}}");
    all["zarr/profile"] = set("c/b/b.json", "/assets", "{\"v\": {" + store + "; version=2; profile=multiscale\"}}");
    all["zarr/store-link"] = set("c/b/b.json", "/assets", "{\"v\": {" + store + "; version=2\"}}");
}

std::map<std::string, Breach> breaches() {
    std::map<std::string, Breach> all;
    using Level = validate::CheckAssets;
    all["data/missing"] = data_breach(Level::exists, "../../../none.nc", "");
    all["data/size"] = data_breach(Level::size, "x.nc", R"(, "file:size": 6)");
    all["data/checksum"] =
        data_breach(Level::checksum, "x.nc", R"(, "file:checksum": "1220)" + std::string(64, '0') + "\"");
    all["data/metadata"] = data_breach(Level::metadata, "x.nc", "");
    all["data/unreadable"] = data_breach(Level::metadata, "unreadable.nc", "");
    add_breaches_of_objects(all);
    all["asset/missing"] = set("c/b/b.json", "/assets", R"({"v": {"href": "./none.nc"}})");
    all["document/size"] = {[](SampleTree& tree) {
        tree.add_document("large.json", std::string(17U << 20, ' ') + R"({"type": "Catalog"})");
    }};
    all["extent/too-large"] = set("c/collection.json", "/extent/spatial/bbox", "[[-180, -90, 180, 90]]");
    all["link/cycle"] = {[](SampleTree& tree) {
        tree.append("c/collection.json", "/links", R"({"rel": "child", "href": "../catalog.json", "title": "All"})");
    }};
    all["link/kind"] = set("catalog.json", "/links/2/href", R"("./c/a/a.json")");
    all["link/parents"] = {[](SampleTree& tree) {
        tree.append("catalog.json", "/links", R"({"rel": "item", "href": "./c/b/b.json", "title": "b"})");
    }};
    all["link/repeated"] = {[](SampleTree& tree) {
        tree.append("c/collection.json", "/links", R"({"rel": "item", "href": "a/a.json", "title": "a"})");
    }};
    all["link/root-missing"] = {[](SampleTree& tree) { tree.remove_member("c/b/b.json", "/links/0"); }};
    all["page/order"] = {[](SampleTree& tree) {
        tree.set("catalog.json", "/cairn:layout", "2");
        tree.set("c/a/assets/index.json", "/features/0/properties/datetime", R"("2000-01-02T12:00:00Z")");
    }};
    all["page/collections"] =
        set("collections.json", "/collections", R"([{"type": "Collection", "stac_version": "1.1.0",
        "id": "c", "description": "Another", "license": "CC0-1.0", "links": [], "extent": {
        "spatial": {"bbox": [[-10, -10, 10, 10]]}, "temporal": {"interval": [["2000-01-01T00:00:00Z", null]]}}}])");
    all["summary/values"] = {[](SampleTree& tree) {
        for (const auto& [path, pointer] :
             {std::pair("c/b/b.json", "/properties"), std::pair("c/items-2.json", "/features/0/properties")})
            tree.set(path, pointer, R"({"datetime": "2000-01-02T00:00:00Z", "sensor": "mine"})");
        tree.set("c/collection.json", "/summaries", R"({"sensor": ["other"]})");
    }};
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
    all["link/inverse"] = set("c/b/b.json", "/links/1/href", R"("../../catalog.json")");
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
    all["page/items"] = set("c/items.json", "/features/0/properties/title", R"("Another")");
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
