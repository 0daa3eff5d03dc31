#include <catch2/catch.hpp>

#include "search/pages_index.hpp"
#include "tests/support/memory_storage.hpp"

using namespace cairn;
using namespace cairn::search;

namespace {

using Objects = std::map<std::string, std::string>;

struct Found {
    std::vector<std::string> ids;
    std::vector<std::string> codes;
    std::uint64_t documents = 0;
};

Found search_of(const Objects& objects, const QueryTexts& texts = {}) {
    Found found;
    test::MemoryStorage storage(objects);
    const auto query = std::get<Query>(query_of(texts));
    PagesIndex index(storage, "catalog.json", 2, [&](const Warning& warning) { found.codes.push_back(warning.code); });
    index.search(
        query, [](const Match& match) { return std::string(json::member_text(match.document, "id")); },
        [&](const Rendered& answer) {
            found.ids.push_back(answer.text);
            return true;
        });
    found.documents = index.documents();
    return found;
}

std::string link_to(const std::string& rel, const std::string& href) {
    return R"({"rel":")" + rel + R"(","href":")" + href + "\"}";
}
std::string catalog(const std::string& links) {
    return R"({"type":"Catalog","id":"root","cairn:layout":2,"links":[)" + links + "]}";
}
std::string collection(const std::string& id, const std::string& links) {
    return R"({"type":"Collection","id":")" + id + R"(","extent":{},"links":[)" + links + "]}";
}
std::string item(const std::string& id, const std::string& links = "") {
    return R"({"type":"Feature","id":")" + id + R"(","properties":{"datetime":"2000-01-01T00:00:00Z"},"assets":{"a-)" +
           id + R"(":{"href":"x"}},"links":[)" + links + "]}";
}
std::string page(const std::string& features, const std::string& links = "") {
    return R"({"type":"FeatureCollection","features":[)" + features + R"(],"links":[)" + links + "]}";
}
std::string feature(const std::string& id) {
    return R"({"type":"Feature","id":")" + id +
           R"(","href":"x","geometry":null,"properties":{"datetime":null},"links":[]})";
}

/// A right tree of one Collection with two pages of an Item each, one with an asset list of two pages.
Objects right_tree() {
    return {
        {"catalog.json", catalog(link_to("child", "./c/collection.json"))},
        {"c/collection.json", collection("c", link_to("items", "./items.json") + "," + link_to("item", "./i1.json") +
                                                  "," + link_to("item", "./i2.json"))},
        {"c/items.json", page(item("i1", link_to("asset", "./assets/index.json")), link_to("next", "./items-2.json"))},
        {"c/items-2.json", page(item("i2"))},
        {"c/i1.json", item("i1", link_to("asset", "./assets/index.json"))},
        {"c/i2.json", item("i2")},
        {"c/assets/pages.json", R"({"type":"AssetPages","pages":[{"href":"./index.json"},{"href":"./second.json"}]})"},
        {"c/assets/index.json", page(feature("l1"), link_to("next", "./second.json"))},
        {"c/assets/second.json", page(feature("l2"))}};
}

const std::vector<std::string> k_all{"a-i1", "l1", "l2", "a-i2"};

}  // namespace

TEST_CASE("a right tree is read without a warning") {
    const Found found = search_of(right_tree());
    CHECK(found.ids == k_all);
    CHECK(found.codes.empty());
}

TEST_CASE("every document but the root can be missing or broken, and costs only what it holds") {
    const Objects whole = right_tree();
    const std::map<std::string, std::vector<std::string>> left{{"c/collection.json", {}},
                                                               {"c/items.json", k_all},
                                                               {"c/items-2.json", k_all},
                                                               {"c/assets/pages.json", k_all},
                                                               {"c/assets/index.json", {"a-i1", "l2", "a-i2"}},
                                                               {"c/assets/second.json", {"a-i1", "l1", "a-i2"}}};
    for (const auto& [key, ids] : left) {
        for (const char* bytes : {"", "{", "[]", "{\"links\":1}", "\xFF"}) {
            INFO(key << " is " << bytes);
            Objects tree = whole;
            tree[key] = bytes;
            const Found found = search_of(tree);
            CHECK_FALSE(found.codes.empty());
            if (std::string_view(bytes) != "{\"links\":1}") CHECK(found.ids == ids);
        }
        INFO(key);
        Objects tree = whole;
        tree.erase(key);
        const Found found = search_of(tree);
        CHECK(found.ids == ids);
        CHECK_FALSE(found.codes.empty());
    }
    for (const char* root : {"", "{", "[]", "{}", R"({"type":"FeatureCollection"})"})
        CHECK_THROWS_AS(search_of({{"catalog.json", root}}), SearchEnded);
    CHECK_THROWS_AS(search_of({}), SearchEnded);
}

TEST_CASE("circles end") {
    Objects tree = right_tree();
    tree["catalog.json"] = catalog(link_to("child", "catalog.json") + "," + link_to("child", "a.json"));
    tree["a.json"] = catalog(link_to("child", "b.json"));
    tree["b.json"] = catalog(link_to("child", "a.json") + "," + link_to("child", "c/collection.json"));
    CHECK(search_of(tree).ids == k_all);
    tree["c/items-2.json"] = page(item("i2"), link_to("next", "./items.json"));
    const Found found = search_of(tree);
    CHECK(found.ids == k_all);
    CHECK(found.codes == std::vector<std::string>{"search/broken-list"});
    tree = right_tree();
    tree["c/assets/pages.json"] =
        R"({"type":"AssetPages","parts":[{"href":"./pages.json"},{"href":"./pages-2.json"}]})";
    tree["c/assets/pages-2.json"] =
        R"({"type":"AssetPages","parts":[{"href":"./pages-2.json"}],"pages":[{"href":"./index.json"}]})";
    CHECK(search_of(tree).ids == std::vector<std::string>{"a-i1", "l1", "a-i2"});
}

TEST_CASE("links out of the tree are not followed, however they are written") {
    for (const std::string& href :
         {std::string("../../secret.json"), std::string("/secret.json"), std::string("https://other/secret.json"),
          std::string("..%2f..%2fsecret.json"), std::string("file:///secret.json"), std::string(100'000, 'x'),
          std::string("%00")}) {
        INFO(href.substr(0, 40));
        Objects tree = right_tree();
        tree["c/collection.json"] = collection("c", link_to("items", "./items.json"));
        tree["c/items.json"] = page(item("i1", link_to("asset", href)), link_to("next", href));
        const Found found = search_of(tree);
        CHECK(found.ids == std::vector<std::string>{"a-i1"});
        CHECK_FALSE(found.codes.empty());
    }
}

TEST_CASE("members of any kind in any place do no harm") {
    for (const char* value : {"null", "1", "\"x\"", "[]", "{}", "[1]", "[[1]]", "true", R"([{"rel":1,"href":{}}])"}) {
        for (const char* member :
             {"links", "extent", "assets", "features", "properties", "bbox", "geometry", "roles", "id", "pages",
              "interval", "href", "type", "collection", "stac_extensions", "cube:variables", "bands"}) {
            INFO(member << " is " << value);
            const std::string extra = std::string("{\"") + member + "\":" + value + ",";
            for (const auto& object : right_tree()) {
                Objects tree = right_tree();
                tree[object.first] = extra + tree[object.first].substr(1);
                QueryTexts texts;
                texts.datetime = "1999/..";
                texts.bbox = "0,0,1,1";
                texts.variables = {"tas"};
                texts.where = "a=1 and roles=data";
                try {
                    search_of(tree, texts);
                    search_of(tree);
                } catch (const SearchEnded&) {
                    CHECK(object.first == "catalog.json");
                }
            }
        }
    }
}

TEST_CASE("page directories keep pages from being read") {
    Objects tree = right_tree();
    tree["c/assets/pages.json"] = R"({"type":"AssetPages","pages":[
        {"href":"./index.json","interval":["1999-01-01T00:00:00Z","1999-12-31T00:00:00Z"],"bbox":null},
        {"href":"./second.json","interval":null,"bbox":[0,0,1,1]}]})";
    QueryTexts texts;
    texts.datetime = "2000";
    CHECK(search_of(tree, texts).documents == search_of(tree).documents - 2);
    texts.datetime.clear();
    texts.bbox = "0.5,0.5,2,2";
    CHECK(search_of(tree, texts).documents == search_of(tree).documents - 1);
}
