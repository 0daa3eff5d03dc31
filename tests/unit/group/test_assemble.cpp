#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "builder/group/assemble.hpp"
#include "entries.hpp"

using namespace cairn;

namespace {

std::vector<std::string> assets_of(const std::vector<Entry>& entries) {
    std::vector<std::string> ids;
    for (const Entry& made : entries) ids.push_back(made.placement.item.str() + "/" + made.placement.asset.str());
    return ids;
}

/// The plan of all entries as one item.
ItemPlan plan_of(std::vector<Entry>& entries, const CollectionRule& rule = {}) {
    sort_entries(entries);
    REQUIRE(item_runs(entries).size() == 1);
    return plan_item(entries, rule);
}

/// Everything that a plan says, for comparing.
std::string text_of(const ItemPlan& plan) {
    std::string text = plan.collection + "|" + plan.id;
    std::vector<const Entry*> entries = plan.inline_files;
    entries.insert(entries.end(), plan.stores.begin(), plan.stores.end());
    for (const Entry* made : entries) text += "|" + made->placement.asset.str() + "@" + made->source.relative;
    if (plan.time.interval)
        text += "|" + to_rfc3339(plan.time.interval->start) + "/" + to_rfc3339(plan.time.interval->end);
    text += "|" + std::string(name_of(plan.time.evidence)) + "|" + plan.time.reason;
    if (plan.footprint.box) {
        for (const double degrees : bbox_of(*plan.footprint.box)) text += "|" + std::to_string(degrees);
    }
    text += "|" + std::string(name_of(plan.footprint.evidence)) + "|" + plan.footprint.reason;
    for (const auto& dimension : plan.cube.dimensions) {
        text += "|" + dimension.name + " " + dimension.unit + " " + std::to_string(dimension.minimum.value_or(-999));
    }
    for (const auto& variable : plan.cube.variables) text += "|" + variable.name + " " + variable.unit;
    for (const auto& extent : plan.temporal)
        text += "|" + std::to_string(extent.dimension) + to_rfc3339(extent.interval->end);
    for (const auto& [name, value] : plan.facets) text += "|" + name + "=" + value;
    for (const auto& name : plan.varying) text += "|~" + name;
    for (const auto& note : plan.notes) text += "|" + note;
    return text;
}

}  // namespace

TEST_CASE("entries are sorted by collection, item, time with the undated first, asset and path") {
    std::vector<Entry> entries{entry("d.nc", days(2, 3)), entry("a.nc", days(3, 4)),   entry("c.nc", days(2, 2)),
                               entry("b.nc", days(2, 3)), entry("z.nc", std::nullopt), entry("e.nc", days(0, 0))};
    entries.back().placement.item = "j";
    CHECK(sort_entries(entries).empty());
    CHECK(assets_of(entries) == std::vector<std::string>{"i/z.nc", "i/c.nc", "i/b.nc", "i/d.nc", "i/a.nc", "j/e.nc"});
    const std::vector<ItemRun> runs = item_runs(entries);
    REQUIRE(runs.size() == 2);
    CHECK(runs[0].end == 5);
    CHECK(runs[1].begin == 5);
    CHECK(runs[1].end == 6);
    CHECK(item_runs({}).empty());
}

TEST_CASE("equal ids of items in different collections are different items") {
    std::vector<Entry> entries{entry("a.nc", days(0, 1)), entry("b.nc", days(0, 1))};
    entries[0].placement.collection = "d";
    sort_entries(entries);
    CHECK(item_runs(entries).size() == 2);
}

TEST_CASE("repeated asset ids get folders in front, and a warning that names both files") {
    std::vector<Entry> entries{entry("v2/r/a.nc", days(0, 1)), entry("v1/r/a.nc", days(1, 2)),
                               entry("v1/s/a.nc", days(2, 3)), entry("b.nc", days(3, 4))};
    const std::vector<Problem> problems = sort_entries(entries);
    CHECK(assets_of(entries) == std::vector<std::string>{"i/r_a.nc", "i/a.nc", "i/s_a.nc", "i/b.nc"});
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "group/duplicate-asset");
    CHECK(problems[0].severity == Severity::warning);
    CHECK(problems[0].path == "/archive/v1/s/a.nc");
    CHECK(problems[0].message.find(
              "the asset id 'a.nc' of item 'i' is also that of '/archive/v1/r/a.nc'; it became 's_a.nc'.") == 0);
    CHECK(problems[1].path == "/archive/v2/r/a.nc");
}

TEST_CASE("new ids are themselves unique") {
    std::vector<Entry> entries{entry("p/r/a.nc", days(0, 1)), entry("q/r/a.nc", days(0, 1)),
                               entry("s/r/a.nc", days(0, 1)), entry("r_a.nc", days(0, 1)),
                               entry("a.nc", days(0, 1)),     entry("a.nc", days(0, 1))};
    entries.back().source.archive = 1;
    CHECK(sort_entries(entries).size() == 4);
    std::vector<std::string> ids = assets_of(entries);
    std::sort(ids.begin(), ids.end());
    CHECK(ids == std::vector<std::string>{"i/a.nc", "i/a.nc-2", "i/p_r_a.nc", "i/q_r_a.nc", "i/r_a.nc", "i/s_r_a.nc"});
}

TEST_CASE("the time of an item is the union, as sure as its worst part") {
    std::vector<Entry> entries{entry("a.nc", days(0, 5)), entry("b.nc", days(3, 9))};
    CHECK(plan_of(entries).time.interval == days(0, 9));
    CHECK(plan_of(entries).time.evidence == Evidence::coordinates);
    CHECK(plan_of(entries).time.reason.empty());
    entries[0].granule.time.evidence = Evidence::guess;
    entries[0].granule.time.reason = "from the file name";
    const ItemPlan plan = plan_of(entries);
    CHECK(plan.time.evidence == Evidence::guess);
    CHECK(plan.time.reason == "from the file name (1 of 2 files)");
}

TEST_CASE("entries without a time in a dated item are noted") {
    std::vector<Entry> entries{entry("a.nc", days(0, 5)), entry("b.nc", std::nullopt)};
    const ItemPlan plan = plan_of(entries);
    CHECK(plan.time.interval == days(0, 5));
    CHECK(std::find(plan.notes.begin(), plan.notes.end(), "1 of 2 files have no time: no time axis") !=
          plan.notes.end());
}

TEST_CASE("an item without any time has none, unless the configuration states it") {
    std::vector<Entry> entries{entry("a.nc", std::nullopt)};
    CHECK_FALSE(plan_of(entries).time.interval);
    CHECK(plan_of(entries).time.reason == "no time axis");
    CollectionRule rule;
    rule.undated.interval = days(0, 100);
    const ItemPlan plan = plan_of(entries, rule);
    CHECK(plan.time.interval == days(0, 100));
    CHECK(plan.time.evidence == Evidence::configuration);
    std::vector<Entry> dated{entry("a.nc", days(1, 2))};
    CHECK(plan_of(dated, rule).time.interval == days(1, 2));
}

TEST_CASE("the footprint of an item is the hull of those that are known") {
    std::vector<Entry> entries{entry("a.nc", days(0, 1), box(170, -10, 180, 0)),
                               entry("b.nc", days(1, 2), box(-180, 0, -170, 20)), entry("c.nc", days(2, 3))};
    const ItemPlan plan = plan_of(entries);
    REQUIRE(plan.footprint.box);
    CHECK(bbox_of(*plan.footprint.box) == std::array<double, 4>{170, -10, -170, 20});
    CHECK(plan.footprint.evidence == Evidence::bounds);
    CHECK(plan.notes == std::vector<std::string>{"1 of 3 files have no footprint: no horizontal axes"});
    std::vector<Entry> unknown{entry("a.nc", days(0, 1))};
    CHECK_FALSE(plan_of(unknown).footprint.box);
    CHECK(plan_of(unknown).footprint.evidence == Evidence::none);
    CHECK(plan_of(unknown).footprint.reason == "no horizontal axes");
}

TEST_CASE("facets that all entries share are the item's, the others vary") {
    std::vector<Entry> entries{entry("a.nc", days(0, 1)), entry("b.nc", days(1, 2)), entry("c.nc", days(2, 3))};
    entries[0].placement.facets =
        std::make_shared<const Facets>(Facets{{"model", "m"}, {"version", "v1"}, {"extra", "x"}});
    entries[1].placement.facets = std::make_shared<const Facets>(Facets{{"model", "m"}, {"version", "v2"}});
    entries[2].placement.facets = entries[1].placement.facets;
    const ItemPlan plan = plan_of(entries);
    CHECK(plan.facets == Facets{{"model", "m"}});
    CHECK(plan.varying == std::vector<std::string>{"extra", "version"});
}

TEST_CASE("the notes of the granules are the item's, each once, with how many say it") {
    std::vector<Entry> entries{entry("a.nc", days(0, 1), box(0, 0, 1, 1)), entry("b.nc", days(1, 2), box(0, 0, 1, 1))};
    entries[0].granule.notes = {"all say this", "one says this"};
    entries[1].granule.notes = {"all say this"};
    CHECK(plan_of(entries).notes == std::vector<std::string>{"all say this", "one says this (1 of 2 files)"});
}

TEST_CASE("notes are bounded") {
    std::vector<Entry> entries;
    for (int i = 0; i < 200; ++i) {
        entries.push_back(entry(std::to_string(i) + ".nc", days(i, i), box(0, 0, 1, 1)));
        entries.back().granule.notes = {"note " + std::to_string(i)};
    }
    CHECK(plan_of(entries).notes.size() <= 21);
}

TEST_CASE("any order of the entries gives the same plans and problems") {
    std::mt19937 random(20160902);
    std::vector<std::shared_ptr<const Cube>> cubes;
    for (int i = 0; i < 4; ++i) {
        Cube cube;
        cube.dimensions.resize(1);
        cube.dimensions[0].name = "lat";
        cube.dimensions[0].unit = i == 3 ? "m" : "degrees_north";
        cube.dimensions[0].minimum = -i;
        cube.variables.resize(1);
        cube.variables[0].name = i % 2 == 0 ? "tas" : "pr";
        cube.variables[0].unit = std::to_string(i);
        cubes.push_back(std::make_shared<const Cube>(std::move(cube)));
    }
    const auto make = [&] {
        std::vector<Entry> entries;
        for (int i = 0; i < 40; ++i) {
            const std::string relative =
                "f" + std::to_string(i % 7) + "/g" + std::to_string(i) + "/" + std::to_string(i % 5) + ".nc";
            entries.push_back(entry(relative, i % 6 == 0 ? std::nullopt : std::optional(days(i % 3, i % 3 + i % 4)),
                                    i % 9 == 0 ? std::nullopt : std::optional(box(i * 20, -i, i * 20 + 5, i))));
            entries.back().placement.item = "i" + std::to_string(i % 3);
            entries.back().placement.facets =
                std::make_shared<const Facets>(Facets{{"a", "x"}, {"b", std::to_string(i % 2)}});
            entries.back().granule.cube = cubes[static_cast<std::size_t>(i) % cubes.size()];
            entries.back().granule.temporal = {{0, days(i, i + 1)}};
            entries.back().granule.notes = {"note " + std::to_string(i % 4)};
        }
        return entries;
    };
    std::string expected;
    for (int round = 0; round < 30; ++round) {
        std::vector<Entry> entries = make();
        std::shuffle(entries.begin(), entries.end(), random);
        std::string text;
        for (const Problem& problem : sort_entries(entries)) text += problem.path + problem.message + "\n";
        for (const ItemRun& run : item_runs(entries)) {
            text += text_of(plan_item(EntryList(entries).part(run.begin, run.end), {})) + "\n";
        }
        if (round == 0) expected = text;
        REQUIRE(text == expected);
    }
}

TEST_CASE("an outline and a projection that all entries share are the item's") {
    const auto outline = [](double east) {
        return std::make_shared<const Outline>(Outline{{{{0, 0}, {east, 0}, {0, 9}, {0, 0}}}});
    };
    const auto projection = [](const char* code) {
        Projection made;
        made.code = code;
        return std::make_shared<const Projection>(made);
    };
    std::vector<Entry> entries{entry("a.nc", days(0, 1), box(0, 0, 9, 9)), entry("b.nc", days(1, 2), box(0, 0, 9, 9))};
    for (Entry& made : entries) {
        made.granule.footprint.outline = outline(9);
        made.granule.projection = projection("EPSG:1");
    }
    SECTION("equal") {
        const ItemPlan plan = plan_of(entries);
        REQUIRE(plan.footprint.outline);
        CHECK(*plan.footprint.outline == *outline(9));
        REQUIRE(plan.projection);
        CHECK(plan.projection->code == "EPSG:1");
    }
    SECTION("different") {
        entries[1].granule.footprint.outline = outline(8);
        entries[1].granule.projection = projection("EPSG:2");
        CHECK_FALSE(plan_of(entries).footprint.outline);
        CHECK_FALSE(plan_of(entries).projection);
    }
    SECTION("one has none") {
        entries[0].granule.footprint.outline = nullptr;
        entries[0].granule.projection = nullptr;
        CHECK_FALSE(plan_of(entries).footprint.outline);
        CHECK_FALSE(plan_of(entries).projection);
    }
    SECTION("a file without a place does not count") {
        entries.push_back(entry("c.nc", days(2, 3)));
        CHECK(plan_of(entries).footprint.outline);
        CHECK_FALSE(plan_of(entries).projection);
    }
}
