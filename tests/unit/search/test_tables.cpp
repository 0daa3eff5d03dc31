#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "base/parquet/file_writer.hpp"
#include "search/links.hpp"
#include "search/row_ranges.hpp"
#include "search/table_scan.hpp"
#include "tests/support/memory_storage.hpp"

using namespace cairn;
using namespace cairn::search;
using parquet::Node;

namespace {

std::vector<bool> bits_of(const RowRanges& ranges) {
    std::vector<bool> bits(100, false);
    for (const auto& range : ranges)
        for (std::int64_t row = range.begin; row < range.end; ++row) bits[static_cast<std::size_t>(row)] = true;
    return bits;
}

RowRanges random_ranges(std::mt19937& random) {
    RowRanges ranges;
    for (std::int64_t at = random() % 10; at < 100;) {
        const std::int64_t end = std::min<std::int64_t>(100, at + 1 + random() % 20);
        append(ranges, {at, end});
        at = end + random() % 15;
    }
    return ranges;
}

struct OneText {
    std::string_view text;
    bool is_null(const Node&) const { return text.empty(); }
    void put(const Node&, unsigned repetition, parquet::ColumnBuffer& column) const {
        column.add_text(text, repetition);
    }
    OneText field(const Node&, std::size_t) const { return *this; }
    std::size_t size(const Node&) const { return 0; }
    OneText element(const Node&, std::size_t) const { return *this; }
    OneText key(const Node&, std::size_t) const { return *this; }
    const OneText& column(const Node&, std::size_t) const { return *this; }
};

/// A table with one column `id`, ten rows a page.
std::string table_of(const std::vector<std::string>& ids) {
    std::vector<Node> fields;
    fields.push_back(Node::text("id"));
    const parquet::Schema schema(std::move(fields));
    parquet::WriterOptions options;
    options.group_rows = 50;
    options.pages.rows = 10;
    std::string bytes;
    parquet::FileWriter writer(schema, options, [&](std::string_view part) { bytes += part; });
    for (const std::string& id : ids) writer.add_row(OneText{id});
    writer.finish({});
    return bytes;
}

std::set<std::string> candidates(Storage& storage, const char* ids) {
    QueryTexts texts;
    texts.type = "items";
    texts.ids = {ids};
    const auto query = query_of(texts);
    const Links links(storage);
    const std::string collection = "c";
    const Index::Render render = [](const Match&) { return std::string(); };
    TableScan scan(storage, links, std::get<Query>(query), collection, Detail::document, render);
    const auto narrowed = scan.run({{"t", std::nullopt, std::nullopt}}, Subject::items, {});
    std::set<std::string> found;
    for (const auto& [id, starts] : narrowed->candidates->items) found.insert(id);
    return found;
}

std::vector<std::string> some_ids() {
    std::vector<std::string> ids;
    for (int i = 1000; i < 1300; ++i) ids.push_back("item" + std::to_string(i));
    return ids;
}

}  // namespace

TEST_CASE("ranges of rows are sets of rows") {
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        const RowRanges a = random_ranges(random);
        const RowRanges b = random_ranges(random);
        const std::vector<bool> in_a = bits_of(a);
        const std::vector<bool> in_b = bits_of(b);
        const std::vector<bool> both = bits_of(common(a, b));
        const std::vector<bool> either = bits_of(united(a, b));
        for (std::size_t row = 0; row < 100; ++row) {
            REQUIRE(both[row] == (in_a[row] && in_b[row]));
            REQUIRE(either[row] == (in_a[row] || in_b[row]));
        }
        CHECK(rows_in(united(a, b)) == std::count(either.begin(), either.end(), true));
    }
}

TEST_CASE("candidates know when their assets begin") {
    Candidates candidates;
    candidates.items["a"].known = {10, 20};
    candidates.items["b"].has_unknown = true;
    CHECK(candidates.may_begin_in("a", {5, 10}));
    CHECK(candidates.may_begin_in("a", {15, 30}));
    CHECK_FALSE(candidates.may_begin_in("a", {11, 19}));
    CHECK_FALSE(candidates.may_begin_in("a", {21, 30}));
    CHECK(candidates.may_begin_in("b", {11, 19}));
    CHECK_FALSE(candidates.may_begin_in("c", {11, 19}));
}

TEST_CASE("a table says which Items can answer, and only their pages are read") {
    test::MemoryStorage storage({{"t", table_of(some_ids())}});
    CHECK(candidates(storage, "item1007,item1290,nobody") == std::set<std::string>{"item1007", "item1290"});
    CHECK(candidates(storage, "nobody").empty());
}

TEST_CASE("a table that is damaged, cut off or not there is a fault") {
    const std::string whole = table_of(some_ids());
    test::MemoryStorage none({});
    CHECK_THROWS_AS(candidates(none, "item1007"), TableFault);
    for (const std::size_t size : {std::size_t{0}, std::size_t{7}, whole.size() / 2, whole.size() - 1}) {
        test::MemoryStorage storage({{"t", whole.substr(0, size)}});
        CHECK_THROWS_AS(candidates(storage, "item1007"), TableFault);
    }
    std::mt19937 random(5);
    for (int i = 0; i < 2000; ++i) {
        std::string damaged = whole;
        for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        test::MemoryStorage storage({{"t", damaged}});
        try {
            static_cast<void>(candidates(storage, "item1007,item1290"));
        } catch (const TableFault& fault) {
            CHECK_FALSE(fault.message.empty());
        }
    }
}
