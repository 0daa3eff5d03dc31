#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "builder/write/staging.hpp"
#include "builder/write/tree_diff.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Pointers = std::vector<std::string>;

DocumentDiff diff(const std::string& before, const std::string& now, std::size_t limit = 10) {
    return document_diff("x.json", before, now, limit);
}

}  // namespace

TEST_CASE("documents differ in members, by pointer") {
    CHECK(diff(R"({"a": 1, "b": {"c": [1, 2]}})", R"({"b": {"c": [1, 2]}, "a": 1})").members == Pointers{});
    CHECK(diff(R"({"a": 1})", R"({"a": 2})").members == Pointers{"/a"});
    CHECK(diff(R"({"a": 1})", R"({"b": 1})").members == Pointers{"/a", "/b"});
    CHECK(diff(R"({"b": {"c": [1, {"d/e": 2}]}})", R"({"b": {"c": [1, {"d/e": 3}]}})").members ==
          Pointers{"/b/c/1/d~1e"});
    CHECK(diff(R"({"a": [1, 2]})", R"({"a": [1, 2, 3]})").members == Pointers{"/a"});
    CHECK(diff(R"({"a": {}})", R"({"a": []})").members == Pointers{"/a"});
    CHECK(diff("[]", "{}").members == Pointers{""});
}

TEST_CASE("of many members the first are named, and all counted; what is no JSON has none") {
    const DocumentDiff many = diff("[1, 2, 3, 4]", "[5, 6, 7, 8]", 3);
    CHECK(many.members == Pointers{"/0", "/1", "/2"});
    CHECK(many.more_members == 1);
    CHECK(to_text({{}, {many}, {}}) == "changed x.json: /0, /1, /2 and 1 more\n");
    CHECK(diff("{\"cut", "{}").members.empty());
}

TEST_CASE("a tree is compared with what is there, also where a publication was interrupted") {
    const TempFolder folder;
    folder.add_folder("web");
    const std::string out = folder / "web/out";
    const auto disk = make_posix_filesystem();
    const auto compare = [&](const std::string& root) {
        TreeComparison comparison(*disk, out, false);
        comparison.take("a.json", "{\"a\": 1}");
        comparison.take("catalog.json", root);
        return to_text(comparison.finish());
    };
    CHECK(compare("{}") == "added a.json\nadded catalog.json\n");
    {
        Staging staging(*disk, {out, {}, false});
        for (const char* path : {"b.json", "catalog.json"}) staging.write(path, "{}");
        staging.publish();
    }
    CHECK(compare("{}") == "added a.json\nremoved b.json\n");
    folder.add_file("web/out/catalog.json", "{\"edited\": true}");
    CHECK(compare("{}") == "added a.json\nchanged catalog.json: /edited\nremoved b.json\n");
    Manifest coming;
    coming.add("a.json", digest_of("{\"a\": 2}"));
    coming.add("catalog.json", digest_of("{\"c\": 1}"));
    folder.add_file("web/out/.cairn/journal", journal_text({{"a.json"}, {"catalog.json"}, {"b.json"}, {}}));
    folder.add_file("web/out/.cairn/staging/manifest", coming.text());
    folder.add_file("web/out/.cairn/staging/tree/a.json", "{\"a\": 2}");
    folder.add_file("web/out/.cairn/staging/tree/catalog.json", "{\"c\": 1}");
    CHECK(compare("{\"c\": 1}") == "changed a.json: /a\n");
}
