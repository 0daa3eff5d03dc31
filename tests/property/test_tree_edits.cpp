// k entries more, fewer or others change a number of documents that grows with k, not with the archive.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "builder/group/assemble.hpp"
#include "builder/tree.hpp"
#include "tests/support/page_edits.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Random = std::mt19937;
using Documents = std::map<std::string, std::string>;
constexpr std::int64_t k_minute = 60'000'000;

Config config_of_small_pages() {
    Config config;
    config.catalog_id = config.catalog_title = config.catalog_description = "test";
    config.archives.emplace_back();
    config.archives[0].name = "archive";
    config.collections.emplace_back();
    config.collections[0].title = "Collection of {run|many runs}";
    config.collections[0].item_title = "Item {run} of {model|several models}";
    config.publish.browse.show = Browse::Show::nothing;
    config.publish.item_page_size = 6;
    config.publish.partition_size = 8;
    config.assets.inline_max = 3;
    config.assets.page_size = 3;
    return config;
}

/// A moment, and a number that no other entry has. Entries are sorted by the moment, their ids are.
struct Datum {
    std::int64_t minute = 0;
    unsigned number = 0;
};

std::string id_of(const Datum& datum) {
    std::string minute = std::to_string(datum.minute + 1'000'000'000);
    return minute + "." + std::to_string(datum.number);
}

/// Every entry has facets that those before it had not: nothing that all share may show in all documents.
Entry entry_of(const Datum& datum, const std::string& collection, const std::string& item) {
    Entry entry;
    entry.source.relative = collection + "/" + item + "/" + id_of(datum);
    entry.source.path = "/archive/" + entry.source.relative;
    entry.href = "https://data.example.org/" + entry.source.relative;
    entry.granule.time = {UtcInterval{{datum.minute * k_minute}, {datum.minute * k_minute}}, Evidence::bounds, {}};
    const double east = static_cast<double>(datum.number % 100);
    entry.granule.footprint = {Box{LonInterval::between(0, 1 + east), {0, 5}}, Evidence::coordinates, {}};
    entry.placement.collection = collection;
    entry.placement.item = item;
    entry.placement.asset = id_of(datum);
    entry.placement.asset_title = id_of(datum);
    const std::string version = datum.number < 100'000 ? "1" : std::to_string(datum.number % 7);
    entry.placement.facets = std::make_shared<const Facets>(Facets{{"model", "m" + version}, {"run", item}});
    return entry;
}

Documents documents_of(std::vector<Entry> entries) {
    const Config config = config_of_small_pages();
    Documents documents;
    sort_entries(entries);
    std::vector<LostEntries> lost;
    write_tree(
        entries, {config, Linker(config.publish, "/srv/out")},
        [&](const std::string& path, std::string_view bytes, const json::Value*) {
            REQUIRE(documents.emplace(path, bytes).second);
        },
        serial(), lost);
    REQUIRE(lost.empty());
    return documents;
}

std::vector<std::string> changed(const Documents& before, const Documents& after) {
    std::vector<std::string> paths;
    for (const auto& [path, text] : before) {
        const auto other = after.find(path);
        if (other == after.end() || other->second != text) paths.push_back(path);
    }
    for (const auto& [path, text] : after) {
        if (before.count(path) == 0) paths.push_back(path);
    }
    return paths;
}

std::vector<Datum> series(std::size_t count) {
    std::vector<Datum> data;
    for (std::size_t i = 0; i < count; ++i) {
        data.push_back({static_cast<std::int64_t>(i) * 1000, static_cast<unsigned>(i)});
    }
    return data;
}

using Entries = std::vector<Entry>;

/// Random edits of the series; `entries_of` makes the archive of it.
template <class EntriesOf>
void check_edits(Random& random, std::size_t count, std::size_t documents_an_edit, const EntriesOf& entries_of) {
    const std::vector<Datum> data = series(count);
    const Documents before = documents_of(entries_of(data));
    unsigned number = 100'000;
    const auto make = [&](const Datum* left, const Datum* right) {
        if (left != nullptr && right != nullptr) return Datum{(left->minute + right->minute) / 2, number++};
        return Datum{left != nullptr ? left->minute + 1000 : (right == nullptr ? 0 : right->minute - 1000), number++};
    };
    for (const Edit edit : k_edits) {
        const std::size_t k = 1 + random() % 50;
        const Documents after = documents_of(entries_of(edited(data, edit, k, random, make)));
        const std::vector<std::string> paths = changed(before, after);
        CAPTURE(static_cast<int>(edit), k, before.size(), paths.size());
        CHECK(paths.size() <= documents_an_edit * (k + 1));
    }
}

}  // namespace

TEST_CASE("an Item of thousands of assets changes where its assets do") {
    Random random(GENERATE(range(0U, 4U)));
    const auto entries_of = [](const std::vector<Datum>& data) {
        Entries entries;
        for (const Datum& datum : data) entries.push_back(entry_of(datum, "c", "item"));
        for (std::size_t i = 0; i < 40; ++i) entries.push_back(entry_of({0, 1}, "c", "other" + std::to_string(i)));
        return entries;
    };
    // Pages of three and two levels of directories: 1,500 pages and more.
    check_edits(random, 4000 + random() % 1000, 12, entries_of);
}

TEST_CASE("an Item of thousands of assets of one instant changes where its assets do") {
    Random random(GENERATE(range(0U, 2U)));
    const auto entries_of = [](const std::vector<Datum>& data) {
        Entries entries;
        for (const Datum& datum : data) {
            entries.push_back(entry_of(datum, "c", "item"));
            entries.back().granule.time.interval = UtcInterval{{0}, {0}};
        }
        return entries;
    };
    check_edits(random, 4000, 12, entries_of);
}

TEST_CASE("a Collection with thousands of files without a time changes where its files do") {
    Random random(GENERATE(range(0U, 2U)));
    const auto entries_of = [](const std::vector<Datum>& data) {
        Entries entries;
        for (const Datum& datum : data) {
            entries.push_back(entry_of(datum, "c", "item" + id_of(datum)));
            entries.back().granule.time = {};
        }
        return entries;
    };
    check_edits(random, 4000, 12, entries_of);
}

TEST_CASE("a Collection of thousands of Items changes where its Items do") {
    Random random(GENERATE(range(0U, 4U)));
    const auto entries_of = [](const std::vector<Datum>& data) {
        Entries entries;
        for (const Datum& datum : data) entries.push_back(entry_of(datum, "c", id_of(datum)));
        return entries;
    };
    check_edits(random, 2000 + random() % 1000, 14, entries_of);
}

TEST_CASE("a tree of thousands of Collections changes where its Collections do") {
    Random random(GENERATE(range(0U, 4U)));
    const auto entries_of = [](const std::vector<Datum>& data) {
        Entries entries;
        for (const Datum& datum : data) entries.push_back(entry_of(datum, id_of(datum), "item"));
        return entries;
    };
    check_edits(random, 1000 + random() % 500, 14, entries_of);
}

TEST_CASE("one asset more changes its page, the neighbours of the page, and what counts") {
    Entries entries;
    for (std::size_t i = 0; i < 40; ++i) {
        entries.push_back(entry_of({static_cast<std::int64_t>(i), 1}, "c", "other" + std::to_string(i)));
    }
    for (const Datum& datum : series(5000)) entries.push_back(entry_of(datum, "c", "item"));
    const Documents before = documents_of(entries);
    entries.push_back(entry_of({5'000'000, 5000}, "c", "item"));
    std::vector<std::string> pages;
    std::vector<std::string> others;
    for (const std::string& path : changed(before, documents_of(entries))) {
        const bool is_page = path.starts_with("collections/c/items/item/assets/197") ||
                             path.starts_with("collections/c/items/item/assets/pages-");
        (is_page ? pages : others).push_back(path);
    }
    CAPTURE(pages);
    CHECK(pages.size() <= 4);
    CHECK(others == std::vector<std::string>{"collections.json", "collections/c/collection.json",
                                             "collections/c/items.json", "collections/c/items/item/assets/index.json",
                                             "collections/c/items/item/assets/pages.json",
                                             "collections/c/items/item/item.json"});
}
