#include <catch2/catch.hpp>

#include "builder/publish/plan.hpp"

using namespace cairn;
using namespace cairn::publish;

namespace {

constexpr std::int64_t k_now = 1'000'000;
constexpr std::int64_t k_day = 86'400;

WantedFiles wanting(const std::map<std::string, std::uint64_t>& files) {
    WantedFiles wanted;
    for (const auto& [path, digest] : files) wanted.insert(path, {{0, digest}, Wanted::Form::plain});
    return wanted;
}

Published holding(const std::map<std::string, std::uint64_t>& files) {
    Published published;
    for (const auto& [path, digest] : files) {
        published.files.insert(path, Digest{0, digest});
        published.own.insert(path, Digest{0, digest});
    }
    return published;
}

std::vector<std::string> flat(const Groups& groups) {
    std::vector<std::string> paths;
    for (const auto& group : groups) paths.insert(paths.end(), group.begin(), group.end());
    return paths;
}

}  // namespace

TEST_CASE("a first publication ends with the root") {
    const Plan plan = plan_publication(wanting({{"catalog.json", 1},
                                                {"collections.json", 2},
                                                {"collections/c/collection.json", 3},
                                                {"collections/c/items.parquet", 4},
                                                {"collections/c/items/i/i.json", 5}}),
                                       {}, k_now, k_day);
    CHECK(plan.added == Groups{{"collections/c/items/i/i.json"},
                               {"collections/c/items.parquet"},
                               {"collections/c/collection.json"},
                               {"collections.json"},
                               {"catalog.json"}});
    CHECK(plan.changed.empty());
    CHECK(plan.removed.empty());
}

TEST_CASE("only what differs is put, and what is wanted no more stays for the time of grace") {
    Published published =
        holding({{"catalog.json", 1}, {"a/same.json", 2}, {"a/old.json", 3}, {"a/gone.json", 4}, {"a/late.json", 5}});
    published.retired["a/gone.json"] = {k_now - k_day, {0, 4}};
    published.retired["a/late.json"] = {k_now + 5 * k_day, {0, 5}};  // the clock was set back
    const Plan plan = plan_publication(wanting({{"catalog.json", 9}, {"a/same.json", 2}, {"a/new.json", 7}}), published,
                                       k_now, k_day);
    CHECK(flat(plan.added) == std::vector<std::string>{"a/new.json"});
    CHECK(flat(plan.changed) == std::vector<std::string>{"catalog.json"});
    CHECK(flat(plan.removed) == std::vector<std::string>{"a/gone.json"});
    CHECK(plan.unchanged == 1);
    CHECK(plan.retired.size() == 3);
    REQUIRE(plan.left.size() == 2);
    CHECK(plan.left.at("a/old.json").since_s == k_now);
    CHECK(plan.left.at("a/late.json").since_s == k_now);
}

TEST_CASE("what comes back is used as it is") {
    Published published = holding({{"a.json", 4}});
    published.retired["a.json"] = {k_now - 10, {0, 4}};
    const Plan plan = plan_publication(wanting({{"a.json", 4}}), published, k_now, k_day);
    CHECK(plan.is_empty());
    CHECK(plan.left.empty());
}

TEST_CASE("what is of somebody else is never removed, and unknown bytes are replaced") {
    Published published;
    published.files.insert("theirs.txt", std::nullopt);
    published.files.insert("catalog.json", std::nullopt);
    const Plan plan = plan_publication(wanting({{"catalog.json", 1}}), published, k_now, 0);
    CHECK(flat(plan.changed) == std::vector<std::string>{"catalog.json"});
    CHECK(plan.removed.empty());
}

TEST_CASE("packed siblings come and go with their documents") {
    Manifest manifest;
    manifest.add("catalog.json", {0, 1});
    manifest.add("items.parquet", {0, 2});
    manifest.add(".cairn/moved.json", {0, 3});
    CHECK(wanted_files(manifest, Siblings::none).size() == 3);
    const WantedFiles wanted = wanted_files(manifest, Siblings::gzip);
    REQUIRE(wanted.size() == 4);
    CHECK(source_of("catalog.json.gz", *wanted.find("catalog.json.gz")) == "catalog.json");
    CHECK(wanted.find("catalog.json.gz")->form == Wanted::Form::gzip);
    const Plan plan = plan_publication(wanted, {}, k_now, 0);
    CHECK(plan.added.back() == std::vector<std::string>{"catalog.json.gz", "catalog.json"});
}
