// Each rule about pages and their directories: the sample tree passes, and with one change the rule speaks.
#include <algorithm>
#include <catch2/catch.hpp>

#include "sample_tree.hpp"

using namespace cairn;
using test::of_rule;
using test::SampleTree;
using Lines = std::vector<std::string>;

TEST_CASE("page/count: the features of one page") {
    SampleTree tree;
    tree.set("c/items.json", "/numberReturned", "7");
    CHECK(of_rule(tree, "page/count") ==
          Lines{"page/count c/items.json /numberReturned: numberReturned is 7, but the page has 1 features"});
}

TEST_CASE("page/count: the features of all pages") {
    SampleTree tree;
    tree.set("c/a/assets/2.json", "/numberMatched", "4");
    CHECK(of_rule(tree, "page/count") ==
          Lines{"page/count c/a/assets/2.json /numberMatched: numberMatched is 4, but the 2 pages have 3 features"});
}

TEST_CASE("page/chain: prev leads elsewhere") {
    SampleTree tree;
    tree.set("c/items-2.json", "/links/4/href", R"("./items-2.json")");
    CHECK(
        of_rule(tree, "page/chain") ==
        Lines{"page/chain c/items-2.json /links/4/href: the prev link leads to c/items-2.json, expected c/items.json"});
}

TEST_CASE("page/chain: last is not the last") {
    SampleTree tree;
    tree.set("c/items.json", "/links/3/href", R"("./items.json")");
    CHECK(of_rule(tree, "page/chain") ==
          Lines{"page/chain c/items.json /links/3/href: the last link leads to c/items.json, expected c/items-2.json"});
}

TEST_CASE("page/chain: a circle") {
    SampleTree tree;
    tree.append("c/a/assets/2.json", "/links", R"({"rel": "next", "href": "./index.json"})");
    const Lines lines = of_rule(tree, "page/chain");
    REQUIRE(!lines.empty());
    CHECK(lines.back().find("comes before: the pages go round in a circle") != std::string::npos);
}

TEST_CASE("page/chain: a page without a way back") {
    SampleTree tree;
    tree.set("c/items-2.json", "/links/4/rel", R"("other")");
    CHECK(of_rule(tree, "page/chain") == Lines{"page/chain c/items-2.json /links: has no prev link, expected one to "
                                               "c/items.json, whose next link leads here"});
}

TEST_CASE("page/chain: a page that no next leads to") {
    SampleTree tree;
    tree.remove_member("c/items.json", "/links/4");
    CHECK(of_rule(tree, "page/chain") == Lines{"page/chain c/items.json /links: has no next link, expected one to "
                                               "c/items-2.json, whose prev link leads here"});
}

namespace {

std::string part_of_directory(const std::string& row, const std::string& links) {
    return R"({"type": "AssetPages", "stac_version": "1.1.0", "item": "a", "collection": "c", "pages": [)" + row +
           R"(], "links": [{"rel": "root", "href": "../../../catalog.json"})" + links + "]}";
}

const std::string k_to_whole = R"(, {"rel": "index", "href": "./pages.json"})";
const std::string k_first_row =
    R"("interval": ["2000-01-01T00:00:00Z", "2000-01-02T00:00:00Z"], "bbox": [1, 2, 1, 2]})";
const std::string k_second_row =
    R"("count": 1, "interval": ["2000-01-03T00:00:00Z", "2000-01-03T00:00:00Z"], "bbox": [1, 2, 1, 2]})";

/// The directory of the sample has two parts of a page each.
SampleTree tree_of_parts(const std::string& first_count = "2", const std::string& second_links = k_to_whole) {
    SampleTree tree;
    tree.add_document(
        "c/a/assets/pages-1.json",
        part_of_directory(R"({"href": "./index.json", "count": )" + first_count + ", " + k_first_row, k_to_whole));
    tree.add_document("c/a/assets/pages-2.json",
                      part_of_directory(R"({"href": "./2.json", )" + k_second_row, second_links));
    tree.remove_member("c/a/assets/pages.json", "/pages");
    tree.set("c/a/assets/pages.json", "/parts",
             R"([{"href": "./pages-1.json", "pages": 1, "count": 2, )" + k_first_row +
                 R"(, {"href": "./pages-2.json", "pages": 1, )" + k_second_row + "]");
    return tree;
}

}  // namespace

TEST_CASE("page/directory: parts") {
    CHECK(tree_of_parts().findings() == Lines{});
    SampleTree count = tree_of_parts();
    count.set("c/a/assets/pages.json", "/parts/1/count", "2").set("c/a/assets/pages.json", "/parts/0/pages", "3");
    CHECK(of_rule(count, "page/directory") ==
          Lines{"page/directory c/a/assets/pages.json /parts/0/pages: pages is 3, but c/a/assets/pages-1.json lists 1",
                "page/directory c/a/assets/pages.json /parts/1/count: count is 2, but c/a/assets/pages-2.json has 1 "
                "features"});
    SampleTree time = tree_of_parts();
    time.set("c/a/assets/pages.json", "/parts/0/interval/1", R"("2000-01-01T23:59:59Z")");
    CHECK(of_rule(time, "page/directory").size() == 1);
    CHECK(of_rule(tree_of_parts("3"), "page/directory").size() == 1);
    SampleTree order = tree_of_parts();
    order.set("c/a/assets/pages.json", "/parts/0/href", R"("./pages-2.json")");
    order.set("c/a/assets/pages.json", "/parts/1/href", R"("./pages-1.json")");
    CHECK_FALSE(of_rule(order, "page/directory").empty());
}

TEST_CASE("page/directory: parts that are none of this directory, none at all, or listed twice") {
    const std::string whole = "page/directory c/a/assets/pages.json ";
    SampleTree twice = tree_of_parts();
    twice.set("c/a/assets/pages.json", "/parts/1/href", R"("./pages-1.json")");
    CHECK(of_rule(twice, "page/directory") == Lines{whole + "/parts/1/href: c/a/assets/pages-1.json is listed twice"});
    SampleTree page = tree_of_parts();
    page.set("c/a/assets/pages.json", "/parts/1/href", R"("./2.json")");
    CHECK(of_rule(page, "page/directory") ==
          Lines{whole + "/parts/1/href: \"./2.json\" is no page directory of this tree that lists pages"});
    const Lines found = of_rule(tree_of_parts("2", ""), "page/directory");
    CHECK(std::find(found.begin(), found.end(),
                    whole + "/parts/1/href: c/a/assets/pages-2.json has no index link back to the directory that it is "
                            "a part of") != found.end());
}

TEST_CASE("pages but the first need not count all, nor lead to the last") {
    SampleTree tree;
    for (const std::string page : {"c/items-2.json", "c/a/assets/2.json"}) tree.remove_member(page, "/numberMatched");
    tree.remove_member("c/items-2.json", "/links/3").remove_member("c/a/assets/2.json", "/links/4");
    CHECK(tree.findings() == Lines{});
    SampleTree first;
    first.remove_member("c/items.json", "/numberMatched").remove_member("c/a/assets/index.json", "/links/4");
    CHECK(first.findings().size() == 2);
}

TEST_CASE("pages of Collections are a chain and count as others do") {
    SampleTree tree;
    tree.set("collections.json", "/numberMatched", "0").set("collections.json", "/numberReturned", "1");
    tree.append("collections.json", "/links", R"({"rel": "next", "href": "./collections-2.json"})");
    tree.add_document("collections-2.json",
                      R"({"collections": [], "links": [{"rel": "root", "href": "./catalog.json"},
                          {"rel": "prev", "href": "./collections-2.json"}]})");
    CHECK(tree.findings() ==
          Lines{"page/chain collections-2.json /links/1/href: the prev link leads to collections-2.json, expected "
                "collections.json",
                "page/count collections.json /numberReturned: numberReturned is 1, but the page has 0 Collections"});
}

TEST_CASE("page/directory: a count") {
    SampleTree tree;
    tree.set("c/a/assets/pages.json", "/pages/1/count", "2");
    CHECK(
        of_rule(tree, "page/directory") ==
        Lines{"page/directory c/a/assets/pages.json /pages/1/count: count is 2, but c/a/assets/2.json has 1 features"});
}

TEST_CASE("page/directory: an interval") {
    SampleTree tree;
    tree.set("c/a/assets/pages.json", "/pages/0/interval/1", R"("2000-01-01T23:59:59Z")");
    CHECK(
        of_rule(tree, "page/directory") ==
        Lines{"page/directory c/a/assets/pages.json /pages/0/interval: the interval does not contain the times of the "
              "features in c/a/assets/index.json"});
}

TEST_CASE("page/directory: a box") {
    SampleTree tree;
    tree.set("c/a/assets/pages.json", "/pages/0/bbox", "[2, 2, 3, 3]");
    CHECK(of_rule(tree, "page/directory") ==
          Lines{"page/directory c/a/assets/pages.json /pages/0/bbox: the bbox does not contain the features in "
                "c/a/assets/index.json"});
}

TEST_CASE("page/directory: a page that is not listed") {
    SampleTree tree;
    tree.remove_member("c/a/assets/pages.json", "/pages/1").set("c/a/assets/pages.json", "/numberMatched", "2");
    CHECK(of_rule(tree, "page/directory") ==
          Lines{"page/directory c/a/assets/pages.json /pages: page 2 is not listed, but by the next links it is "
                "c/a/assets/2.json"});
}

TEST_CASE("page/directory: the pages of a list that begins with its second page") {
    SampleTree tree;
    tree.remove_member("c/a/assets/pages.json", "/pages/0").set("c/a/assets/pages.json", "/numberMatched", "1");
    CHECK(of_rule(tree, "page/directory") == Lines{"page/directory c/a/assets/pages.json /pages: begins with "
                                                   "c/a/assets/2.json, but c/a/assets/index.json comes "
                                                   "before it"});
}

TEST_CASE("page/directory: an entry that is no page, and the total") {
    SampleTree tree;
    tree.set("c/a/assets/pages.json", "/pages/1/href", R"("./3.json")");
    CHECK(of_rule(tree, "page/directory") ==
          Lines{"page/directory c/a/assets/pages.json /pages/1/href: \"./3.json\" is no page of this tree"});
    SampleTree total;
    total.set("c/a/assets/pages.json", "/numberMatched", "5");
    CHECK(
        of_rule(total, "page/directory") ==
        Lines{
            "page/directory c/a/assets/pages.json /numberMatched: numberMatched is 5, but the pages have 3 features"});
}

TEST_CASE("page/items: a page differs from the document") {
    SampleTree tree;
    tree.set("c/items.json", "/features/0/properties/title", R"("Another")");
    CHECK(of_rule(tree, "page/items") ==
          Lines{"page/items c/items.json /features/0: the Item \"a\" differs from its own document c/a/a.json"});
}

TEST_CASE("page/items: an Item is missing on either side") {
    SampleTree tree;
    tree.set("c/items.json", "/features/0/id", R"("other")");
    CHECK(
        of_rule(tree, "page/items") ==
        Lines{"page/items c/items.json /features/0: the Item \"other\" has no document of its own in the tree, and the "
              "Item \"a\" of c/a/a.json is in none of the pages"});
}

TEST_CASE("page/items: Collections that share their pages") {
    SampleTree tree;
    tree.add_document("d/collection.json", R"({
      "type": "Collection", "stac_version": "1.1.0", "id": "d", "description": "Two", "license": "CC0-1.0",
      "extent": {"spatial": {"bbox": [[-10, -10, 10, 10]]},
                 "temporal": {"interval": [["2000-01-01T00:00:00Z", "2000-12-31T00:00:00Z"]]}},
      "links": [{"rel": "root", "href": "../catalog.json"}, {"rel": "parent", "href": "../catalog.json"},
                {"rel": "items", "href": "../c/items.json"}]})");
    tree.append("catalog.json", "/links", R"({"rel": "child", "href": "./d/collection.json"})");
    tree.remove_member("c/collection.json", "/links/3");
    for (const std::string link : {"1", "2"})
        tree.set("c/b/b.json", "/links/" + link + "/href", R"("../../d/collection.json")");
    tree.set("c/b/b.json", "/collection", R"("d")").set("c/items-2.json", "/features/0/collection", R"("d")");
    SECTION("a feature has a document when one of them has it") {
        CHECK(of_rule(tree, "page/items") == Lines{});
        CHECK(of_rule(tree, "link/inverse") == Lines{});
    }
    SECTION("one that none of them has is said once") {
        tree.set("c/items-2.json", "/features/0/id", R"("other")");
        CHECK(
            of_rule(tree, "page/items") ==
            Lines{
                "page/items c/items-2.json /features/0: the Item \"other\" has no document of its own in the tree, and "
                "the Item \"b\" of c/b/b.json is in none of the pages"});
    }
    SECTION("from the page on that each begins with") {
        tree.set("c/collection.json", "/links/3/href", R"("./items-2.json")");
        CHECK(of_rule(tree, "page/items") ==
              Lines{"page/items c/a/a.json /id: the Item \"a\" is in none of the pages of Items of c/collection.json",
                    "page/items c/items.json /features/0: the Item \"a\" has no document of its own in the tree"});
    }
}
