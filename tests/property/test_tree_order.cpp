// The documents follow from the entries alone: neither the order in which these arrive nor that in which the work is
// done can be seen in them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <numeric>
#include <random>
#include <string>
#include <system_error>
#include <vector>

#include "builder/entries/entries.hpp"
#include "builder/group/assemble.hpp"
#include "builder/tree.hpp"

using namespace cairn;

namespace {

using Random = std::mt19937;
using Documents = std::map<std::string, std::string>;

std::size_t below(Random& random, std::size_t end) { return random() % end; }

CubeDimension dimension(const std::string& name, DimensionKind kind, double minimum, double maximum) {
    CubeDimension made;
    made.name = name;
    made.kind = kind;
    made.minimum = minimum;
    made.maximum = maximum;
    made.spacing = maximum - minimum;
    made.size = 2;
    if (kind == DimensionKind::temporal) made.calendar = "standard";
    return made;
}

/// One of a few cubes, which agree in some dimensions and contradict each other in others.
std::shared_ptr<const Cube> any_cube(Random& random) {
    const double shift = static_cast<double>(below(random, 3));
    auto cube = std::make_shared<Cube>();
    cube->dimensions = {dimension("time", DimensionKind::temporal, 0, 1),
                        dimension("lat", DimensionKind::latitude, shift, 10),
                        dimension("lon", DimensionKind::longitude, 0, 10 + shift)};
    if (below(random, 3) == 0) cube->dimensions.push_back(dimension("lev", DimensionKind::vertical, 0, shift));
    if (below(random, 4) == 0) cube->dimensions[1].kind = DimensionKind::other;
    CubeVariable variable;
    variable.name = below(random, 2) == 0 ? "tas" : "pr";
    variable.dimensions = {"time", "lat", "lon"};
    variable.standard_name = variable.name + "_name";
    variable.unit = below(random, 3) == 0 ? "K" : "degC";
    cube->variables = {variable};
    return cube;
}

UtcInterval any_time(Random& random) {
    constexpr std::int64_t k_day = 86'400'000'000;
    const auto start = static_cast<std::int64_t>(below(random, 20)) * k_day;
    return {{start}, {start + static_cast<std::int64_t>(below(random, 2)) * k_day}};
}

Box any_box(Random& random) {
    const double west = -180 + static_cast<double>(below(random, 350));
    const double south = -90 + static_cast<double>(below(random, 170));
    return {LonInterval::between(west, west + 10 + static_cast<double>(below(random, 30))), {south, south + 5}};
}

/// Few names, so that items have several assets and asset ids are equal.
Entry any_entry(Random& random, std::size_t number) {
    Entry entry;
    entry.source.relative = "f" + std::to_string(below(random, 4)) + "/" + std::to_string(number) + ".nc";
    entry.source.path = "/archive/" + entry.source.relative;
    entry.source.stamp.size_bytes = number;
    entry.href = "https://data.example.org/" + entry.source.relative;
    entry.granule.cube = any_cube(random);
    if (below(random, 4) > 0) {
        entry.granule.time = {any_time(random), Evidence::bounds, {}};
        entry.granule.temporal = {{0, *entry.granule.time.interval}};
    } else {
        entry.granule.time.reason = "no time axis, " + std::to_string(below(random, 2));
    }
    if (below(random, 4) > 0) {
        entry.granule.footprint = {any_box(random), Evidence::coordinates, {}};
    } else {
        entry.granule.footprint.reason = "no axes, " + std::to_string(below(random, 2));
    }
    entry.placement.collection = "c" + std::to_string(below(random, 2));
    entry.placement.item = "i" + std::to_string(below(random, 9));
    entry.placement.asset = "a" + std::to_string(below(random, 6));
    entry.placement.asset_title = entry.placement.asset;
    entry.placement.facets = std::make_shared<const Facets>(
        Facets{{"model", "m" + std::to_string(below(random, 2))}, {"run", entry.placement.item}});
    return entry;
}

Config config_of_many_pages() {
    Config config;
    config.catalog_id = config.catalog_title = config.catalog_description = "test";
    config.archives.emplace_back();
    config.archives[0].name = "archive";
    config.collections.emplace_back();
    config.collections[0].title = "Collection of {run|many runs}";
    config.collections[0].item_title = "Item {run} of {model|several models}";
    config.collections[0].description = "Some files.";
    config.publish.browse.show = Browse::Show::nothing;
    config.publish.item_page_size = 2;
    config.publish.partition_size = 3;
    config.assets.inline_max = 3;
    config.assets.page_size = 2;
    return config;
}

/// Takes out what was lost.
std::vector<Problem> take_lost(std::vector<Entry>& entries, std::vector<LostEntries> lost) {
    std::vector<bool> marked(entries.size());
    std::vector<Problem> problems = mark_lost(std::move(lost), marked);
    std::vector<Entry> left;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!marked[i]) left.push_back(entries[i]);
    }
    entries = std::move(left);
    return problems;
}

/// All documents, and the problems of grouping.
Documents documents_of(const SortedEntries& entries, const std::vector<Problem>& problems,
                       const ParallelFor& parallel) {
    const Config config = config_of_many_pages();
    Documents documents;
    std::mutex mutex;  // guards documents
    for (const Problem& problem : problems) documents["problems"] += problem.path + problem.message + "\n";
    const auto sink = [&](const std::string& path, std::string_view bytes, const json::Value*) {
        const std::lock_guard lock(mutex);
        INFO(path);
        REQUIRE(documents.emplace(path, bytes).second);  // no document is written twice
    };
    std::vector<LostEntries> lost;
    write_tree(entries, {config, Linker(config.publish, "/srv/out")}, sink, parallel, lost);
    CHECK(lost.empty());
    return documents;
}

Documents documents_of(std::vector<Entry> entries, const ParallelFor& parallel) {
    const std::vector<Problem> problems = sort_entries(entries);
    return documents_of(SortedEntries(entries), problems, parallel);
}

/// The documents when only `in_memory` entries have room in memory.
Documents documents_of_packed(const std::vector<Entry>& made, std::size_t in_memory, const ParallelFor& parallel) {
    Entries entries(in_memory);
    for (const Entry& entry : made) entries.add(entry);
    const std::vector<Problem> problems = entries.sort();
    return documents_of({entries.list(), entries.runs()}, problems, parallel);
}

/// The same work in another order.
ParallelFor shuffled(Random& random) {
    return [&random](std::size_t count, const std::function<void(std::size_t)>& body) {
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        for (const std::size_t i : order) body(i);
    };
}

std::string first_difference(const Documents& a, const Documents& b) {
    for (const auto& [path, text] : a) {
        const auto other = b.find(path);
        if (other == b.end()) return path + " is missing";
        if (other->second != text) return path + ":\n" + text + "\n" + other->second;
    }
    return a.size() == b.size() ? "" : "there are others";
}

}  // namespace

TEST_CASE("neither the order of entries nor the order of work changes a byte") {
    const unsigned seed = GENERATE(range(0U, 25U));
    CAPTURE(seed);
    Random random(seed);
    std::vector<Entry> entries;
    for (std::size_t i = 0, count = 1 + below(random, 60); i < count; ++i) entries.push_back(any_entry(random, i));
    const Documents expected = documents_of(entries, serial());
    for (int round = 0; round < 4; ++round) {
        std::shuffle(entries.begin(), entries.end(), random);
        CHECK(first_difference(expected, documents_of(entries, shuffled(random))) == "");
    }
}

TEST_CASE("a tree of nothing has its root and a page of no Collections") {
    const Documents documents = documents_of({}, serial());
    REQUIRE(documents.size() == 2);
    CHECK(documents.at("catalog.json").find("\"./collections.json\"") != std::string::npos);
    CHECK(documents.at("collections.json").find("\"numberMatched\":0") != std::string::npos);
}

TEST_CASE("an Item of which no document can be made is lost alone, and the tree is made again without it") {
    Random random(7);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < 60; ++i) entries.push_back(any_entry(random, i));
    for (Entry& entry : entries) entry.granule.time = {any_time(random), Evidence::bounds, {}};
    std::vector<Entry> whole = entries;
    // No document may hold bytes that are no characters: whoever let them through has to be found out.
    const std::string bad_item = "c0/" + std::string("i3");
    for (Entry& entry : entries) {
        if (entry.placement.collection.str() + "/" + entry.placement.item.str() == bad_item)
            entry.placement.asset_title = "\xff";
    }
    std::erase_if(whole, [&](const Entry& entry) {
        return entry.placement.collection.str() + "/" + entry.placement.item.str() == bad_item;
    });
    REQUIRE(whole.size() < entries.size());
    const Config config = config_of_many_pages();
    const DocumentSink nowhere = [](const std::string&, std::string_view, const json::Value*) {};
    sort_entries(entries);
    std::vector<LostEntries> lost;
    write_tree(entries, {config, Linker(config.publish, "/srv/out")}, nowhere, shuffled(random), lost);
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].end - lost[0].begin == entries.size() - whole.size());
    CHECK(lost[0].problem.code == "write/internal");
    CHECK(lost[0].problem.path == entries[lost[0].begin].source.path);
    const auto problems = take_lost(entries, std::move(lost));
    CHECK(problems.size() == 1);
    Documents again = documents_of(entries, serial());
    Documents expected = documents_of(whole, serial());
    again.erase("problems");  // these entries have been sorted before
    expected.erase("problems");
    CHECK(again == expected);
}

TEST_CASE("entries that are packed make the same documents as those in memory") {
    const unsigned seed = GENERATE(range(0U, 40U));
    CAPTURE(seed);
    Random random(seed);
    std::vector<Entry> entries;
    for (std::size_t i = 0, count = 1 + below(random, 80); i < count; ++i) entries.push_back(any_entry(random, i));
    const Documents expected = documents_of(entries, serial());
    for (const std::size_t in_memory : {1, 2, 7, 1000}) {
        std::shuffle(entries.begin(), entries.end(), random);
        CHECK(first_difference(expected, documents_of_packed(entries, in_memory, shuffled(random))) == "");
    }
}

TEST_CASE("a Collection of which no document can be made is lost alone") {
    Random random(8);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < 40; ++i) entries.push_back(any_entry(random, i));
    for (Entry& entry : entries) {
        entry.granule.time = {};
        if (entry.placement.collection == "c1") entry.placement.asset_title = "\xff";
    }
    sort_entries(entries);
    const Config config = config_of_many_pages();
    std::vector<LostEntries> lost;
    write_tree(
        entries, {config, Linker(config.publish, "/srv/out")},
        [](const std::string&, std::string_view, const json::Value*) {}, serial(), lost);
    REQUIRE(lost.size() == 1);
    take_lost(entries, std::move(lost));
    CHECK(entries.size() > 10);
    CHECK(std::all_of(entries.begin(), entries.end(), [](const Entry& e) { return e.placement.collection == "c0"; }));
    documents_of(entries, serial());
}

TEST_CASE("what the sink throws comes out as it is") {
    Random random(9);
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < 40; ++i) entries.push_back(any_entry(random, i));
    sort_entries(entries);
    const Config config = config_of_many_pages();
    std::vector<LostEntries> lost;
    std::size_t written = 0;
    const DocumentSink full = [&written](const std::string&, std::string_view, const json::Value*) {
        if (++written == 9) throw std::system_error(std::make_error_code(std::errc::no_space_on_device), "write");
    };
    CHECK_THROWS_AS(write_tree(entries, {config, Linker(config.publish, "/srv/out")}, full, serial(), lost),
                    std::system_error);
    CHECK(lost.empty());
}
