#include <catch2/catch.hpp>
#include <set>

#include "builder/stac/layout.hpp"
#include "builder/stac/partitions.hpp"
#include "documents.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

const PartitionOwner k_owner{"c",       "The files", "collections/c/collection.json", "collections/c", "item",
                             k_geojson, "Items"};

/// Items whose ids have `length` characters.
std::vector<Listed> items_of(std::size_t count, std::size_t length, const std::string& title = "T") {
    std::vector<Listed> items;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(1'000'000 + i);
        const std::string id = std::string(length > number.size() ? length - number.size() : 0, 'i') + number;
        items.push_back({id, title, id, layout::item("c", id)});
    }
    return items;
}

json::Value document(const std::vector<Listed>& items, const Partitions& partitions, std::size_t level,
                     std::size_t index) {
    const Config config = config_of_one_rule();
    return partition_document(items, partitions, level, index, k_owner, {config, Linker(config.publish, "/srv/out")});
}

std::size_t count_links(const json::Value& document, std::string_view rel) {
    std::size_t count = 0;
    for (const json::Value& link : json::find(document, "links")->GetArray()) {
        if (json::member_text(link, "rel") == rel) ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("as many entries as one file takes need no partition") {
    CHECK(partitions_of(items_of(10, 8), k_owner, {10}).empty());
    CHECK(partitions_of({}, k_owner, {10}).empty());
    CHECK(partitions_of(items_of(11, 8), k_owner, {10}).size() == 1);
}

TEST_CASE("levels of partitions lead to every entry once, and none links to more than the maximum") {
    const std::size_t maximum = GENERATE(std::size_t{2}, std::size_t{3}, std::size_t{10});
    const std::vector<Listed> items = items_of(700, 8);
    const Partitions partitions = partitions_of(items, k_owner, {maximum});
    REQUIRE(partitions.size() >= 3);
    CHECK(partitions.back().size() <= maximum);
    std::set<std::string> documents;
    std::set<std::string> ids;
    for (std::size_t level = 0; level < partitions.size(); ++level) {
        std::size_t next = 0;
        for (std::size_t i = 0; i < partitions[level].size(); ++i) {
            const Partition& partition = partitions[level][i];
            CHECK(partition.begin == next);
            CHECK(partition.end > partition.begin);
            CHECK(partition.end - partition.begin <= maximum);
            next = partition.end;
            CHECK(documents.insert(partition.document).second);
            CHECK(ids.insert(partition.id).second);
            const json::Value made = document(items, partitions, level, i);
            CHECK(count_links(made, level == 0 ? "item" : "child") == partition.end - partition.begin);
            CHECK(json::write(*json::find(made, "links")).find(R"({"rel":"parent","href":"../collection.json")") !=
                  std::string::npos);
        }
        CHECK(next == (level == 0 ? items.size() : partitions[level - 1].size()));
    }
}

TEST_CASE("a partition is named after the first entry that it leads to, and says no more than its first and last") {
    const std::vector<Listed> items = items_of(40, 8);
    const Partitions partitions = partitions_of(items, k_owner, {5});
    const Partition& second = partitions[0][1];
    CHECK(second.document == "collections/c/part-" + items[second.begin].id + "/catalog.json");
    CHECK(second.id == "c-" + items[second.begin].id);
    CHECK(second.title == items[second.begin].id + " to " + items[second.end - 1].id);
    const Partition& above = partitions[1][1];
    const Partition& first_below = partitions[0][above.begin];
    CHECK(above.document == "collections/c/part2-" + items[first_below.begin].id + "/catalog.json");
    CHECK(above.title == items[first_below.begin].id + " to " + items[partitions[0][above.end - 1].end - 1].id);
}

TEST_CASE("where a partition takes one link each has one, and there is an end to it") {
    const Partitions partitions = partitions_of(items_of(5, 8), k_owner, {1});
    REQUIRE(partitions.size() == 1);
    CHECK(partitions[0].size() == 5);
}

TEST_CASE("a full partition of the longest names and titles is a file of less than 1 MB") {
    constexpr std::size_t k_default = 1000;
    const std::vector<Listed> items = items_of(k_default, 200, std::string(250, 't'));
    Partitions partitions(1);
    partitions[0].push_back({layout::partition("collections/c", 0, items[0].name), "c", "t", 0, items.size()});
    CHECK(json::write(document(items, partitions, 0, 0), json::Style::indented).size() < 1'000'000);
}
