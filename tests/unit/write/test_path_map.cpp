#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "builder/write/path_map.hpp"

using namespace cairn;

namespace {

std::string some_path(std::mt19937& random, unsigned variety) {
    const std::string item = "item-" + std::to_string(random() % variety);
    switch (random() % 4) {
        case 0:
            return "collections/c/items/" + item + '/' + item + ".json";
        case 1:
            return "collections/c/items/" + item + "/assets/index.json";
        case 2:
            return item;
        default:
            return std::string(random() % 3, '\xFF') + std::string(random() % 300, 'a') + item;
    }
}

template <class Map>
std::vector<std::pair<std::string, int>> all_of(const Map& map) {
    std::vector<std::pair<std::string, int>> all;
    for (const auto& [path, value] : map) all.emplace_back(path, value);
    return all;
}

}  // namespace

TEST_CASE("paths are kept as a map keeps them, in whatever order they come") {
    const unsigned seed = GENERATE(range(0U, 12U));
    std::mt19937 random(seed);
    // Few stay among those that wait; of many, they are merged again and again.
    const unsigned count = seed % 3 == 0 ? 300 : 30'000;
    const unsigned variety = 1U << (random() % 16U + 2);
    std::map<std::string, int> expected;
    PathMap<int> map;
    for (unsigned i = 0; i < count; ++i) {
        const std::string path = some_path(random, variety);
        const int value = static_cast<int>(random() % 1000);
        if (random() % 4 == 0) {
            expected.insert_or_assign(path, value);
            map.insert_or_assign(path, value);
        } else {
            REQUIRE(map.insert(path, value) == expected.emplace(path, value).second);
        }
    }
    CHECK(map.size() == expected.size());
    CHECK(all_of(map) == all_of(expected));
    for (unsigned i = 0; i < 1000; ++i) {
        const std::string path = some_path(random, variety);
        const auto found = expected.find(path);
        const int* value = map.find(path);
        REQUIRE((value != nullptr) == (found != expected.end()));
        if (value != nullptr) REQUIRE(*value == found->second);
        const std::string prefix = path.substr(0, random() % (path.size() + 1));
        const auto below = expected.lower_bound(prefix);
        REQUIRE(map.has_beginning(prefix) == (below != expected.end() && below->first.starts_with(prefix)));
    }
    PathMap<int> in_order;
    for (const auto& [path, value] : expected) in_order.insert(path, value);
    CHECK(in_order == map);
    in_order.insert_or_assign(expected.rbegin()->first, -1);
    CHECK_FALSE(in_order == map);
}

TEST_CASE("a map of no paths has none") {
    const PathMap<int> none;
    CHECK(none.empty());
    CHECK(none.find("") == nullptr);
    CHECK_FALSE(none.has_beginning(""));
    CHECK(none.begin() == none.end());
    CHECK(none == PathMap<int>());
    CHECK_FALSE(none == PathMap<int>{{"", 1}});
}
