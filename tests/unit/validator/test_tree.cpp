// A whole tree: what is reached, what is counted, and that threads change nothing.
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include "sample_tree.hpp"
#include "validator/report/writers.hpp"

using namespace cairn;
using test::SampleTree;
using Lines = std::vector<std::string>;

TEST_CASE("a valid tree has no findings") {
    const validate::Report report = SampleTree().validate();
    CHECK(SampleTree().findings() == Lines{});
    CHECK(report.summary.documents == 10);
    CHECK(report.summary.valid == 10);
    CHECK(report.summary.not_checked == 0);
    CHECK(report.summary.links > 30);
}

TEST_CASE("a valid tree with absolute links has no findings") {
    SampleTree tree;
    tree.publish_at("https://example.org/data/");
    CHECK(tree.findings() == Lines{});
}

TEST_CASE("absolute links below the root's own URL are looked up in the tree") {
    SampleTree tree;
    tree.publish_at("https://example.org/data/").remove_document("c/b/b.json");
    const Lines lines = tree.findings();
    REQUIRE(!lines.empty());
    CHECK(lines.front() ==
          "link/missing-target c/collection.json /links/3/href: the \"item\" link leads to "
          "\"https://example.org/data/c/b/b.json\", expected a file at c/b/b.json, but there is none");
}

TEST_CASE("paths of the server, and those that leave the folder and come back, are looked up in the tree") {
    SampleTree tree;
    tree.publish_at("https://example.org/data/");
    tree.append("c/a/a.json", "/links", R"({"rel": "related", "href": "/data/c/b/b.json"})");
    tree.append("c/a/a.json", "/links", R"({"rel": "related", "href": "../../../data/c/collection.json"})");
    CHECK(tree.findings() == Lines{});
    tree.append("c/a/a.json", "/links", R"({"rel": "related", "href": "/data/c/none.json"})");
    const Lines lines = tree.findings();
    REQUIRE(lines.size() == 1);
    CHECK(lines.front().find("expected a file at c/none.json") != std::string::npos);
}

TEST_CASE("the report is the same whatever the number of threads") {
    SampleTree tree;
    tree.set("c/collection.json", "/links/1/href", "12").set("c/items.json", "/numberReturned", "4");
    tree.add_document("stray.json", "{}").add_document("broken.json", "[1,");
    CHECK(validate::to_json(tree.validate(1)) == validate::to_json(tree.validate(4)));
}

TEST_CASE("a file that no link leads to is an orphan") {
    SampleTree tree;
    tree.add_document("c/stray.json", R"({"a": 1})");
    CHECK(tree.findings() == Lines{"tree/orphan c/stray.json : no link leads here from catalog.json"});
    CHECK(tree.validate().summary.documents == 10);
}

TEST_CASE("an orphan that is a STAC document is judged all the same") {
    SampleTree tree;
    tree.remove_member("catalog.json", "/links/1");
    // What belongs to it is no orphan of its own.
    CHECK(tree.findings() ==
          Lines{"link/inverse c/collection.json /links/1/href: the parent link leads to catalog.json, which has no "
                "child or item link back; nor has any other document"});
    CHECK(tree.validate().summary.documents == 10);
}

TEST_CASE("a JSON file that an asset names is data, no document") {
    SampleTree tree;
    tree.add_document("c/a/refs.json", R"({"version": 1, "refs": {}})");
    tree.set("c/a/a.json", "/assets", R"({"refs": {"href": "./refs.json"}})");
    CHECK(tree.findings() == Lines{});
}

TEST_CASE("JSON that is no catalog is not silently valid when a link leads to it") {
    SampleTree tree;
    tree.add_document("c/other.json", R"({"version": 1})");
    tree.append("catalog.json", "/links", R"({"rel": "child", "href": "./c/other.json", "title": "Other"})");
    CHECK(tree.findings() ==
          Lines{"schema/not-checked c/other.json : found JSON that is neither a STAC object nor a page of "
                "them, so that no schema checks it: a STAC object has \"type\" and \"stac_version\""});
    CHECK(tree.validate().summary.not_checked == 1);
}

TEST_CASE("a document with an unknown extension counts as not checked") {
    SampleTree tree;
    tree.set("c/b/b.json", "/stac_extensions", R"(["https://example.org/x/v1.0.0/schema.json"])");
    tree.set("c/items-2.json", "/features/0/stac_extensions", R"(["https://example.org/x/v1.0.0/schema.json"])");
    const validate::Report report = tree.validate();
    CHECK(report.summary.not_checked == 2);
    CHECK(report.summary.errors == 0);
    REQUIRE(report.findings.size() == 2);
    CHECK(report.findings[0].rule == "schema/not-checked");
    CHECK(report.findings[0].message.find("https://example.org/x/v1.0.0/schema.json") != std::string::npos);
}

TEST_CASE("a document that is not JSON is named with line and column") {
    SampleTree tree;
    tree.remove_document("c/b/b.json").add_document("c/b/b.json", "{\n  \"a\": tru\n}");
    const validate::Report report = tree.validate();
    const auto found = std::find_if(report.findings.begin(), report.findings.end(),
                                    [](const validate::Finding& finding) { return finding.rule == "json/syntax"; });
    REQUIRE(found != report.findings.end());
    CHECK(found->document == "c/b/b.json");
    CHECK(found->line == 2);
}

TEST_CASE("text that nests without end is an error, not a crash") {
    SampleTree tree;
    tree.add_document("deep.json", std::string(2'000'000, '['));
    const Lines lines = tree.findings();
    CHECK(std::find(lines.begin(), lines.end(), "json/syntax deep.json : not JSON: nested deeper than 1000 levels") !=
          lines.end());
}

TEST_CASE("a summary that is a JSON Schema may nest to the limit") {
    std::string deep = R"({"type": 5})";
    for (int i = 0; i < 980; ++i) deep = R"({"not": )" + deep + "}";
    SampleTree tree;
    tree.add_document("c.json", R"({"type": "Collection", "stac_version": "1.1.0", "id": "c", "description": "c",
        "license": "other", "extent": {"spatial": {"bbox": [[0, 0, 1, 1]]},
        "temporal": {"interval": [["2001-01-01T00:00:00Z", null]]}}, "links": [], "summaries": {"deep": )" +
                                    deep + "}}");
    const auto report = tree.validate();
    CHECK(std::any_of(report.findings.begin(), report.findings.end(), [](const validate::Finding& finding) {
        return finding.rule == "schema/core" && finding.pointer.ends_with("/not/type");
    }));
}

TEST_CASE("lone surrogates in a text do not end the run") {
    SampleTree tree;
    tree.add_document("c/x.json",
                      R"({"type": "Catalog", "stac_version": "\udc00", "id": ["\udc00", "\udc00"], "description": 1,
                                      "links": [{"rel": "\udc00", "href": "./\udc00"}], "\udc00": 1})");
    const validate::Report report = tree.validate();
    CHECK(validate::to_json(report).size() > 100);
    CHECK(report.summary.invalid == 1);
}

TEST_CASE("a member that stands twice in its object is an error") {
    SampleTree tree;
    tree.add_document("c/d.json",
                      R"({"type": "Catalog", "type": "Catalog", "stac_version": "1.1.0", "id": "d", "description": "d",
                          "links": []})");
    tree.append("catalog.json", "/links", R"({"rel": "child", "href": "./c/d.json"})");
    const Lines lines = tree.findings();
    REQUIRE(!lines.empty());
    CHECK(lines.front().rfind("json/duplicate-key c/d.json /type:", 0) == 0);
}

TEST_CASE("a schema finding names the place, the rule and the schema") {
    SampleTree tree;
    tree.set("c/collection.json", "/links/1/href", "12");
    for (const validate::Finding& finding : tree.validate().findings) {
        if (finding.rule != "schema/core") continue;
        CHECK(finding.document == "c/collection.json");
        CHECK(finding.pointer == "/links/1/href");
        CHECK(finding.line > 1);
        CHECK(finding.message == "found 12 (number), expected a string; did you mean \"12\"?");
        CHECK(finding.schema.rfind("https://", 0) == 0);
        return;
    }
    FAIL("no schema finding");
}

TEST_CASE("findings of one document are counted past the limit") {
    SampleTree tree;
    std::string links;
    for (int i = 0; i < 80; ++i) links += R"({"rel": 1, "href": "./catalog.json"},)";
    tree.set("catalog.json", "/links",
             "[" + links + R"({"rel": "child", "title": "t", "href": "./c/collection.json"}])");
    const validate::Report report = tree.validate();
    std::vector<std::string> lines;
    for (const validate::Finding& finding : report.findings) {
        if (finding.document == "catalog.json") lines.push_back(test::line_of(finding));
    }
    CHECK(lines.size() == 51);
    CHECK(std::count(lines.begin(), lines.end(),
                     "report/more catalog.json : 30 more findings of this document are not shown") == 1);
    CHECK(report.summary.errors == 80);
}

TEST_CASE("one file is validated by itself") {
    const auto path = boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("cairn-%%%%%%%%.json");
    std::ofstream(path.string()) << R"({"type": "Catalog", "stac_version": "1.1.0", "description": "x", "links": []})";
    const std::atomic<bool> stop{false};
    const validate::Report report = validate::validate(path.string(), {}, serial(), stop);
    boost::filesystem::remove(path);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].message == "the member \"id\" is missing");
    CHECK(report.findings[0].document == path.filename().string());
    CHECK(report.summary.invalid == 1);
}

TEST_CASE("what cannot be read at all throws") {
    const std::atomic<bool> stop{false};
    CHECK_THROWS_WITH(validate::validate("/nowhere/at/all", {}, serial(), stop),
                      "/nowhere/at/all: there is no such file or folder");
}

TEST_CASE("symbolic links out of the tree are not followed") {
    namespace fs = boost::filesystem;
    const fs::path folder = fs::temp_directory_path() / fs::unique_path("cairn-links-%%%%%%%%");
    const fs::path outside = fs::temp_directory_path() / fs::unique_path("cairn-outside-%%%%%%%%");
    fs::create_directories(folder);
    fs::create_directories(outside);
    std::ofstream((outside / "secret.json").string()) << "{}";
    fs::create_directory_symlink(outside, folder / "out");
    std::ofstream((folder / "catalog.json").string())
        << R"({"type": "Catalog", "stac_version": "1.1.0", "id": "x", "description": "x",
               "links": [{"rel": "child", "href": "./out/secret.json", "title": "Secret"}]})";
    const std::atomic<bool> stop{false};
    const validate::Report report = validate::validate(folder.string(), {}, serial(), stop);
    fs::remove_all(folder);
    fs::remove_all(outside);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].rule == "link/missing-target");
    CHECK(report.summary.documents == 1);
}
