// What assets of the same key have in common becomes `item_assets`.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "builder/stac/item_assets.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string definitions_of(const std::vector<std::string>& items) {
    ItemAssets shared;
    for (const std::string& item : items) shared.add(parsed(item));
    return json::write(shared.definitions());
}

}  // namespace

TEST_CASE("a key that all Items have is defined by the members that are the same in all") {
    CHECK(definitions_of(
              {R"({"assets":{"data":{"href":"a","type":"t","title":"A","roles":["data"],"file:size":1},"x":{}}})",
               R"({"assets":{"data":{"href":"b","type":"t","title":"B","roles":["data"],"file:size":1}}})"}) ==
          R"({"data":{"type":"t","roles":["data"]}})");
}

TEST_CASE("one Item shares nothing, and a definition has two members at least") {
    CHECK(definitions_of({}) == "{}");
    CHECK(definitions_of({R"({"assets":{"data":{"href":"a","type":"t","roles":[]}}})"}) == "{}");
    CHECK(definitions_of({R"({"assets":{"data":{"type":"t","title":"A"}}})",
                          R"({"assets":{"data":{"type":"t","title":"B"}}})"}) == "{}");
    CHECK(definitions_of({R"({"assets":{"data":{"type":"t","title":"A"}}})", R"({"id":"no assets"})"}) == "{}");
}

TEST_CASE("the order of Items and of their members does not matter") {
    std::mt19937 random(7);
    std::vector<std::string> items;
    for (int item = 0; item < 6; ++item) {
        std::vector<std::string> members{R"("type":"t")", R"("roles":["data"])", R"("b":1)", R"("a":2)",
                                         R"("title":")" + std::to_string(item) + '"'};
        std::shuffle(members.begin(), members.end(), random);
        std::string text =
            std::accumulate(members.begin() + 1, members.end(), members.front(),
                            [](const std::string& all, const std::string& one) { return all + ',' + one; });
        items.push_back(R"({"assets":{"k":{)" + text + R"(},"own )" + std::to_string(item) + R"(":{}}})");
    }
    for (int round = 0; round < 20; ++round) {
        std::shuffle(items.begin(), items.end(), random);
        CHECK(definitions_of(items) == R"({"k":{"type":"t","roles":["data"],"a":2,"b":1}})");
    }
}
