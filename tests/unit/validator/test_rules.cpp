// Each link rule: the sample tree passes, and with one change the rule speaks.
#include <catch2/catch.hpp>

#include "sample_tree.hpp"

using namespace cairn;
using test::of_rule;
using test::SampleTree;
using Lines = std::vector<std::string>;

TEST_CASE("link/missing-target") {
    SampleTree tree;
    tree.set("catalog.json", "/links/2/href", R"("./nothing%20here.json")");
    CHECK(of_rule(tree, "link/missing-target") ==
          Lines{"link/missing-target catalog.json /links/2/href: the \"data\" link leads to \"./nothing%20here.json\", "
                "expected a file at nothing here.json, but there is none"});
}

TEST_CASE("a link with percent-escapes, a query or a fragment leads to the file") {
    SampleTree tree;
    tree.set("catalog.json", "/links/1/href", R"("./c/%63ollection.json?x=1#top")");
    CHECK(tree.findings() == Lines{});
}

TEST_CASE("link/outside") {
    SampleTree tree;
    tree.append("c/a/a.json", "/links",
                R"({"rel": "store", "href": "../../../archive/x.zarr", "type": "application/vnd.zarr; version=3"})");
    CHECK(tree.findings() ==
          Lines{"link/outside c/a/a.json /links/4/href: the \"store\" link leads out of the validated "
                "folder: not checked"});
}

TEST_CASE("link/inverse: a parent that does not list the child") {
    SampleTree tree;
    tree.set("c/b/b.json", "/links/1/href", R"("../../catalog.json")");
    CHECK(tree.findings() ==
          Lines{"link/inverse c/b/b.json /links/1/href: the parent link leads to catalog.json, which has "
                "no child or item link back; c/collection.json has one"});
}

TEST_CASE("link/kind: an Item is nobody's parent") {
    SampleTree tree;
    tree.set("c/b/b.json", "/links/1/href", R"("../a/a.json")");
    CHECK(tree.findings() ==
          Lines{"link/kind c/b/b.json /links/1/href: the \"parent\" link leads to c/a/a.json, which is an "
                "Item, expected a Catalog or Collection"});
}

TEST_CASE("link/inverse: no parent link") {
    SampleTree tree;
    tree.remove_member("c/b/b.json", "/links/1");
    CHECK(of_rule(tree, "link/inverse") ==
          Lines{"link/inverse c/b/b.json /links: has no parent link, but c/collection.json links to it as its own"});
}

TEST_CASE("link/inverse: Items that only the pages of their Collection list") {
    SampleTree tree;
    tree.remove_member("c/collection.json", "/links/3").remove_member("c/collection.json", "/links/2");
    CHECK(of_rule(tree, "link/inverse") == Lines{});
}

TEST_CASE("link/inverse: Items in a partition may name the Collection as parent") {
    SampleTree tree;
    tree.add_document("c/p/catalog.json",
                      R"({"type": "Catalog", "stac_version": "1.1.0", "id": "p", "description": "p", "links": [
        {"rel": "root", "href": "../../catalog.json"}, {"rel": "parent", "href": "../collection.json"},
        {"rel": "item", "href": "../a/a.json"}, {"rel": "item", "href": "../b/b.json"}]})");
    tree.set("c/collection.json", "/links/2", R"({"rel": "child", "href": "./p/catalog.json"})");
    tree.remove_member("c/collection.json", "/links/3").remove_member("c/collection.json", "/links/3");
    CHECK(of_rule(tree, "link/inverse") == Lines{});
}

namespace {

/// The Items hang in one of two levels of partitions; all name the Collection as their parent.
SampleTree partitioned_tree() {
    SampleTree tree;
    const auto catalog = [](const std::string& id, const std::string& links) {
        return R"({"type": "Catalog", "stac_version": "1.1.0", "id": ")" + id + R"(", "description": "p", "links": [
            {"rel": "root", "href": "../../catalog.json"}, {"rel": "parent", "href": "../collection.json"}, )" +
               links + "]}";
    };
    tree.add_document("c/p2/catalog.json", catalog("p2", R"({"rel": "child", "href": "../p/catalog.json"})"));
    tree.add_document("c/p/catalog.json", catalog("p", R"({"rel": "item", "href": "../a/a.json"},
                                                          {"rel": "item", "href": "../b/b.json"})"));
    tree.set("c/collection.json", "/links/2", R"({"rel": "child", "href": "./p2/catalog.json"})");
    tree.remove_member("c/collection.json", "/links/3").remove_member("c/collection.json", "/links/3");
    return tree;
}

}  // namespace

TEST_CASE("link/inverse: partitions of partitions name the Collection as parent, too") {
    CHECK(of_rule(partitioned_tree(), "link/inverse") == Lines{});
}

TEST_CASE("link/inverse: a Collection may be in a partition of the root, but is itself no partition") {
    SampleTree tree = partitioned_tree();
    tree.set("c/a/a.json", "/links/1/href", R"("../../catalog.json")");
    CHECK(of_rule(tree, "link/inverse") ==
          Lines{"link/inverse c/a/a.json /links/1/href: the parent link leads to catalog.json, which has no child or "
                "item link back; c/p/catalog.json has one"});
    SampleTree root;
    root.add_document("g/catalog.json",
                      R"({"type": "Catalog", "stac_version": "1.1.0", "id": "g", "description": "g", "links": [
        {"rel": "root", "href": "../catalog.json"}, {"rel": "parent", "href": "../catalog.json"},
        {"rel": "child", "href": "../c/collection.json"}]})");
    root.set("catalog.json", "/links/1/href", R"("./g/catalog.json")");
    CHECK(of_rule(root, "link/inverse") == Lines{});
}

TEST_CASE("link/root") {
    SampleTree tree;
    tree.set("c/b/b.json", "/links/0/href", R"("../collection.json")");
    CHECK(of_rule(tree, "link/root") ==
          Lines{"link/root c/b/b.json /links/0/href: the root link leads to c/collection.json, expected catalog.json"});
}

TEST_CASE("link/self") {
    SampleTree tree;
    tree.append("c/b/b.json", "/links", R"({"rel": "self", "href": "../a/a.json"})");
    CHECK(of_rule(tree, "link/self") ==
          Lines{"link/self c/b/b.json /links/3/href: the self link leads to c/a/a.json, expected c/b/b.json"});
}

TEST_CASE("link/collection: another id") {
    SampleTree tree;
    tree.set("c/b/b.json", "/collection", R"("d")");
    CHECK(of_rule(tree, "link/collection") == Lines{"link/collection c/b/b.json /links/2/href: the collection link "
                                                    "leads to the Collection \"c\", expected \"d\", "
                                                    "which `collection` names"});
}

TEST_CASE("link/collection: no Collection") {
    SampleTree tree;
    tree.set("c/b/b.json", "/links/2/href", R"("../../catalog.json")");
    CHECK(
        of_rule(tree, "link/collection") ==
        Lines{
            "link/collection c/b/b.json /links/2/href: the collection link leads to catalog.json, which is a Catalog, "
            "expected a Collection"});
}

TEST_CASE("id/duplicate: two Items of one Collection") {
    SampleTree tree;
    tree.set("c/b/b.json", "/id", R"("a")");
    CHECK(of_rule(tree, "id/duplicate") ==
          Lines{"id/duplicate c/b/b.json /id: the id \"a\" is that of c/a/a.json too"});
}

TEST_CASE("id/duplicate: two assets of one list, across pages") {
    SampleTree tree;
    tree.set("c/a/assets/2.json", "/features/0/id", R"("x")");
    CHECK(of_rule(tree, "id/duplicate") ==
          Lines{"id/duplicate c/a/assets/2.json /features/0/id: the id of this feature is that of another in "
                "c/a/assets/index.json too"});
}

TEST_CASE("extent/uncovered: time") {
    SampleTree tree;
    tree.set("c/collection.json", "/extent/temporal/interval/0/0", R"("2000-01-02T00:00:00Z")");
    CHECK(
        of_rule(tree, "extent/uncovered") ==
        Lines{"extent/uncovered c/a/a.json /properties: the temporal extent of c/collection.json does not contain the "
              "time of this Item"});
}

TEST_CASE("extent/uncovered: an open interval covers all that follows") {
    SampleTree tree;
    tree.set("c/collection.json", "/extent/temporal/interval/0/1", "null");
    CHECK(tree.findings() == Lines{});
}

TEST_CASE("extent/uncovered: space") {
    SampleTree tree;
    tree.set("c/collection.json", "/extent/spatial/bbox/0", "[-10, -10, 0, 10]");
    CHECK(of_rule(tree, "extent/uncovered").front() ==
          "extent/uncovered c/collection.json /extent/spatial/bbox/0: the spatial extent does not contain the box of "
          "2 of 2 documents, such as c/a/a.json");
}

TEST_CASE("a summary speaks of the Collection's own assets, too") {
    SampleTree tree;
    for (const auto& [path, pointer] :
         {std::pair("c/a/a.json", "/properties"), std::pair("c/items.json", "/features/0/properties")})
        tree.set(path, pointer, R"({"datetime": "2000-01-01T00:00:00Z", "sensor": "mine"})");
    for (const auto& [path, pointer] :
         {std::pair("c/b/b.json", "/properties"), std::pair("c/items-2.json", "/features/0/properties")})
        tree.set(path, pointer, R"({"datetime": "2000-01-02T00:00:00Z", "sensor": "mine"})");
    tree.set("c/collection.json", "/summaries", R"({"sensor": ["mine", "other"]})");
    CHECK(of_rule(tree, "summary/values").size() == 1);
    const auto own_asset = [&](const char* sensor) {
        tree.set("c/collection.json", "/assets",
                 R"({"mask": {"href": "https://example.org/mask.nc", "sensor": ")" + std::string(sensor) + "\"}}");
    };
    own_asset("other");
    CHECK(of_rule(tree, "summary/values") == Lines{});
    own_asset("a third");  // a summary need not list what assets say
    CHECK(of_rule(tree, "summary/values").size() == 1);
}
