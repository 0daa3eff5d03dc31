// Tables as the own reader has them: what they hold, in which order, and what stays when documents change.
#include "builder/tables/collection_tables.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <variant>

#include "base/json/parse.hpp"
#include "base/parquet/file.hpp"
#include "tests/support/slow_bytes.hpp"

using namespace cairn;
using namespace cairn::tables;

namespace {

using Files = std::map<std::string, std::string>;

json::Value parsed(const std::string& text) { return std::get<json::Value>(json::parse(text)); }

/// An Item of an hour, with one asset.
json::Value item_of(unsigned hour) {
    const std::string id = "item" + std::to_string(100'000 + hour);
    const std::string day = std::to_string(10 + hour / 24 % 18);
    const std::string year = std::to_string(1900 + hour / 432);
    const std::string time =
        year + "-01-" + day + "T" + (hour % 24 < 10 ? "0" : "") + std::to_string(hour % 24) + ":00:00Z";
    const std::string west = std::to_string(hour * 7 % 300 / 2.0 - 90);
    return parsed(R"({"type":"Feature","stac_version":"1.1.0","stac_extensions":[],"id":")" + id +
                  R"(","collection":"c","geometry":{"type":"Point","coordinates":[)" + west + R"(,1]},"bbox":[)" +
                  west + ",1," + west + R"(,1],"properties":{"datetime":")" + time + R"(","facet":"f)" +
                  std::to_string(hour % 3) + R"("},"links":[{"rel":"root","href":"../catalog.json"}],"assets":{")" +
                  id + R"(.nc":{"href":"./)" + id + R"(.nc","roles":["data"],"file:size":)" + std::to_string(hour) +
                  "}}}");
}

const json::Value& collection() {
    static const json::Value made = parsed(R"({"type":"Collection","id":"c"})");
    return made;
}

/// The tables of Items, which are given in the order of these hours; their numbers are those of their ids.
Files files_of(const std::vector<unsigned>& hours, std::size_t most_rows = k_most_rows) {
    std::vector<unsigned> sorted = hours;
    std::sort(sorted.begin(), sorted.end());
    CollectionTables tables("c", "c", most_rows);
    for (const unsigned hour : hours) {
        const auto place = std::lower_bound(sorted.begin(), sorted.end(), hour) - sorted.begin();
        tables.add_item(static_cast<std::uint32_t>(place), item_of(hour));
    }
    std::vector<std::string> paths;
    for (const TableAsset& asset : tables.assets()) paths.push_back(asset.path);
    Files files;
    tables.write(collection(),
                 [&](const std::string& path, std::string_view bytes) { REQUIRE(files.emplace(path, bytes).second); });
    for (const std::string& path : paths) CHECK(files.contains(path));
    CHECK(paths.size() == files.size());
    return files;
}

std::vector<unsigned> hours_until(unsigned end) {
    std::vector<unsigned> hours;
    for (unsigned hour = 0; hour < end; ++hour) hours.push_back(hour);
    return hours;
}

/// A column that is not nested, of all row groups.
std::vector<std::string> column(const std::string& bytes, std::string_view name) {
    test::MemoryBytes memory(bytes);
    auto file = parquet::File::open(memory, {}, parquet::Tables::nested);
    REQUIRE(file);
    const auto at = file->column(name);
    REQUIRE(at);
    std::vector<std::string> texts;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        const auto values = file->read(group, *at);
        REQUIRE(values);
        for (std::size_t i = 0; i < values->is_present.size(); ++i) {
            const bool is_text = !values->text_of.empty();
            texts.push_back(!values->is_present[i] ? "null"
                            : is_text              ? std::string(values->texts[values->text_of[i]])
                                                   : std::to_string(values->numbers[i]));
        }
    }
    return texts;
}

std::string metadata(const std::string& bytes, std::string_view key) {
    test::MemoryBytes memory(bytes);
    const auto file = parquet::File::open(memory, {}, parquet::Tables::nested);
    REQUIRE(file);
    for (const auto& [name, value] : file->footer().metadata)
        if (name == key) return value;
    return {};
}

std::size_t changed(const Files& before, const Files& now) {
    return static_cast<std::size_t>(std::count_if(now.begin(), now.end(), [&](const auto& file) {
        const auto old = before.find(file.first);
        return old == before.end() || old->second != file.second;
    }));
}

}  // namespace

TEST_CASE("the order in which Items are added does not matter") {
    std::vector<unsigned> hours = hours_until(300);
    const Files expected = files_of(hours, 100);
    std::mt19937 random(3);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(hours.begin(), hours.end(), random);
        CHECK(files_of(hours, 100) == expected);
    }
}

TEST_CASE("rows are in the order of time") {
    const Files files = files_of({30, 2, 700, 1});
    CHECK(column(files.at("collections/c/items.parquet"), "id") ==
          std::vector<std::string>{"item100001", "item100002", "item100030", "item100700"});
    CHECK(column(files.at("collections/c/assets.parquet"), "file:size") ==
          std::vector<std::string>{"1", "2", "30", "700"});
}

TEST_CASE("tables say what they are") {
    const Files files = files_of({1, 2});
    const json::Value stac = parsed(metadata(files.at("collections/c/items.parquet"), "stac-geoparquet"));
    CHECK(json::member_text(stac, "version") == "1.1.0");
    CHECK(json::member_text(*json::find(*json::find(stac, "collections"), "c"), "id") == "c");
    for (const auto& [path, bytes] : files) {
        const json::Value geo = parsed(metadata(bytes, "geo"));
        CHECK(json::member_text(geo, "primary_column") == "geometry");
    }
}

TEST_CASE("a table without rows is not written") { CHECK(files_of({}).empty()); }

TEST_CASE("very many assets are divided, and hrefs start from the parts") {
    const Files files = files_of(hours_until(1000), 100);
    CHECK(files.size() > 10);
    CHECK_FALSE(files.contains("collections/c/assets.parquet"));
    CHECK(files.contains("collections/c/assets/19000110T000000Z.parquet"));
    std::size_t rows = 0;
    for (const auto& [path, bytes] : files) {
        if (path == "collections/c/items.parquet") continue;
        const std::vector<std::string> hrefs = column(bytes, "href");
        CHECK(hrefs.front().starts_with("../item"));
        CHECK(hrefs.size() <= 100);
        CHECK(hrefs.size() >= 33);
        rows += hrefs.size();
    }
    CHECK(rows == 1000);
}

TEST_CASE("a few assets more or fewer change a few parts") {
    std::mt19937 random(5);
    for (int round = 0; round < 10; ++round) {
        std::vector<unsigned> hours = hours_until(3000);
        const Files before = files_of(hours, 100);
        const std::size_t edits = 1 + random() % 3;
        for (std::size_t i = 0; i < edits; ++i) {
            const unsigned hour = static_cast<unsigned>(random() % 3000);
            if (random() % 2 == 0) {
                std::erase(hours, hour);
            } else {
                hours.push_back(3000 + hour);
            }
        }
        INFO("round " << round << ", " << edits << " edits");
        CHECK(changed(before, files_of(hours, 100)) <= 1 + 4 * edits);  // items.parquet, and the parts around
    }
}

TEST_CASE("properties in very great number do not become columns") {
    CollectionTables tables("c", "c");
    json::Value item = item_of(1);
    json::Value& properties = *json::find(item, "properties");
    for (int i = 0; i < 2000; ++i) json::set(properties, "p" + std::to_string(i), json::integer(i));
    tables.add_item(0, item);
    (void)tables.assets();
    Files files;
    tables.write(collection(), [&](const std::string& path, std::string_view bytes) { files.emplace(path, bytes); });
    test::MemoryBytes memory(files.at("collections/c/items.parquet"));
    const auto file = parquet::File::open(memory, {}, parquet::Tables::nested);
    REQUIRE(file);
    CHECK(file->footer().columns.size() < 500);
    const json::Value rest = parsed(column(files.at("collections/c/items.parquet"), "properties").at(0));
    CHECK(rest.MemberCount() > 1500);
}

TEST_CASE("asset keys are not columns") {
    CollectionTables tables("c", "c");
    for (unsigned hour = 0; hour < 500; ++hour) tables.add_item(hour, item_of(hour));
    (void)tables.assets();
    Files files;
    tables.write(collection(), [&](const std::string& path, std::string_view bytes) { files.emplace(path, bytes); });
    test::MemoryBytes memory(files.at("collections/c/items.parquet"));
    const auto file = parquet::File::open(memory, {}, parquet::Tables::nested);
    REQUIRE(file);
    CHECK(file->footer().columns.size() < 25);
    CHECK(file->column("assets.key_value.key").has_value());
}
