#include <bit>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "base/parquet/values.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/unit/probe_parquet/random_tables.hpp"

using namespace cairn;
using namespace cairn::parquet;
using namespace cairn::test;

namespace {

File opened(PositionedBytes& bytes) {
    auto file = File::open(bytes, {}, Tables::nested);
    if (!file) FAIL(file.problem().message);
    return *std::move(file);
}

Cell number(std::int64_t value) { return {false, static_cast<std::uint64_t>(value), {}, {}, {}}; }
Cell real(double value) { return {false, std::bit_cast<std::uint64_t>(value), {}, {}, {}}; }
Cell text(std::string value) { return {false, 0, std::move(value), {}, {}}; }
Cell null() { return {true, 0, {}, {}, {}}; }

std::string bytes_of(std::uint64_t bits) {
    std::string bytes;
    append_little_endian(bytes, bits, 8);
    return bytes;
}

std::string bytes_of(double value) { return bytes_of(std::bit_cast<std::uint64_t>(value)); }

/// The bounds of the only column of rows in one group.
std::optional<ColumnBounds> bounds_of(Node node, const std::vector<Cell>& cells) {
    std::vector<Node> fields;
    fields.push_back(std::move(node));
    const Schema schema(std::move(fields));
    std::vector<Row> rows;
    for (const Cell& cell : cells) rows.push_back({cell});
    const std::string bytes = written(schema, rows);
    MemoryBytes memory(bytes);
    return opened(memory).footer().groups.at(0).columns.at(0).bounds;
}

/// Whether a value in the plain encoding, without the length of texts, lies between bounds.
bool lies_between(const std::string& value, const ColumnBounds& bounds, Physical type) {
    return !is_below(value, bounds.least, type) && !is_below(bounds.greatest, value, type);
}

std::string plain(const ColumnValues& values, std::size_t entry, Physical type) {
    if (type == Physical::byte_array) return std::string(values.texts[values.text_of[entry]]);
    std::string bytes;
    append_little_endian(bytes, static_cast<std::uint64_t>(values.numbers[entry]), type == Physical::boolean ? 1 : 8);
    return bytes;
}

/// Holds statistics and page indexes against all values of a chunk.
void check_indexes(File& file, std::size_t group, std::size_t column) {
    const ColumnChunk chunk = file.footer().groups[group].columns[column];
    const Physical type = file.footer().columns[column].type;
    const auto values = file.read(group, column);
    const auto pages = file.offset_index(group, column);
    const auto index = file.column_index(group, column);
    REQUIRE(values);
    REQUIRE(pages);
    REQUIRE(index);
    REQUIRE(pages->size() == index->pages.size());
    std::int64_t row = -1;
    std::int64_t nulls = 0;
    std::vector<std::int64_t> page_nulls(pages->size(), 0);
    std::size_t page = 0;
    for (std::size_t i = 0; i < values->is_present.size(); ++i) {
        if (values->repetition.empty() || values->repetition[i] == 0) ++row;
        while (page + 1 < pages->size() && (*pages)[page + 1].first_row <= row) ++page;
        if (!values->is_present[i]) {
            ++nulls;
            ++page_nulls[page];
            continue;
        }
        CHECK_FALSE(index->pages[page].is_null);
        CHECK(lies_between(plain(*values, i, type), index->pages[page].bounds, type));
        REQUIRE(chunk.bounds.has_value());
        CHECK(lies_between(plain(*values, i, type), *chunk.bounds, type));
    }
    CHECK(chunk.nulls == nulls);
    for (std::size_t i = 0; i < pages->size(); ++i) CHECK(index->pages[i].nulls == page_nulls[i]);
}

/// Each entry of a column: its levels, and its value.
std::vector<std::string> entries_of(const ColumnValues& values) {
    std::vector<std::string> entries;
    for (std::size_t i = 0; i < values.is_present.size(); ++i) {
        std::string entry = values.is_present[i] ? "value" : "null";
        if (!values.definition.empty()) entry += " " + std::to_string(values.definition[i]);
        if (!values.repetition.empty()) entry += " " + std::to_string(values.repetition[i]);
        if (!values.numbers.empty()) entry += " " + std::to_string(values.numbers[i]);
        if (!values.text_of.empty() && values.is_present[i])
            entry += " " + std::string(values.texts[values.text_of[i]]);
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace

TEST_CASE("rows of any schema are read as they were written, and written in the same bytes") {
    for (unsigned seed = 0; seed < 150; ++seed) {
        INFO("seed " << seed);
        Random random(seed);
        const Schema schema(random_fields(random));
        std::vector<Row> rows;
        for (unsigned count = static_cast<unsigned>(random() % 300); count > 0; --count)
            rows.push_back(random_row(schema.fields(), random));
        WriterOptions options;
        options.group_rows = 1 + random() % 200;
        options.pages.rows = 1 + random() % 50;
        options.pages.bytes = 1 + random() % 2000;
        const std::string bytes = written(schema, rows, options);
        CHECK(written(schema, rows, options) == bytes);
        MemoryBytes memory(bytes);
        File file = opened(memory);
        CHECK(file.footer().rows == static_cast<std::int64_t>(rows.size()));
        CHECK(file.footer().columns.size() == schema.leaves().size());
        CHECK(file.footer().metadata == std::vector<std::pair<std::string, std::string>>{{"origin", "a test"}});
        REQUIRE(rows_read(schema, file) == rows);
        for (std::size_t group = 0; group < file.footer().groups.size(); ++group)
            for (std::size_t i = 0; i < file.footer().columns.size(); ++i) check_indexes(file, group, i);
    }
}

TEST_CASE("some rows of a column are what all of them are there") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        Random random(1000 + seed);
        const Schema schema(random_fields(random));
        std::vector<Row> rows;
        for (unsigned count = 1 + static_cast<unsigned>(random() % 300); count > 0; --count)
            rows.push_back(random_row(schema.fields(), random));
        WriterOptions options;
        options.pages.rows = 1 + random() % 50;
        const std::string bytes = written(schema, rows, options);
        MemoryBytes memory(bytes);
        File file = opened(memory);
        const std::int64_t all = file.footer().groups.at(0).rows;
        for (std::size_t column = 0; column < schema.leaves().size(); ++column) {
            const auto whole = file.read(0, column);
            REQUIRE(whole);
            const std::vector<std::string> expected = entries_of(*whole);
            std::vector<std::string> joined;
            for (std::int64_t begin = 0; begin < all;) {
                const std::int64_t end = std::min(all, begin + 1 + static_cast<std::int64_t>(random() % 90));
                const auto part = file.read(0, column, {begin, end});
                REQUIRE(part);
                const std::vector<std::string> entries = entries_of(*part);
                joined.insert(joined.end(), entries.begin(), entries.end());
                begin = end;
            }
            REQUIRE(joined == expected);
        }
        CHECK_FALSE(file.read(0, 0, {0, all + 1}));
        CHECK_FALSE(file.read(0, 0, {2, 1}));
    }
}

TEST_CASE("bounds order numbers as numbers, and leave nothing out") {
    CHECK(bounds_of(Node::leaf("n", Physical::int64), {number(3), null(), number(-4)}) ==
          ColumnBounds{bytes_of(static_cast<std::uint64_t>(-4)), bytes_of(std::uint64_t{3})});
    CHECK(bounds_of(Node::leaf("x", Physical::float64), {real(-0.5), real(-7)}) ==
          ColumnBounds{bytes_of(-7.0), bytes_of(-0.5)});
    CHECK(bounds_of(Node::leaf("x", Physical::float64), {real(0.0)}) == ColumnBounds{bytes_of(-0.0), bytes_of(0.0)});
    CHECK(bounds_of(Node::text("t"), {null()}) == std::nullopt);
    Node geometry = Node::leaf("g", Physical::byte_array);
    geometry.has_order = false;
    CHECK(bounds_of(std::move(geometry), {text("a")}) == std::nullopt);
}

TEST_CASE("bounds of long texts are cut, and stay bounds and UTF-8") {
    const std::string x(63, 'x');
    CHECK(bounds_of(Node::text("t"), {text(x + "\xC3\xA9 and so on")}) == ColumnBounds{x, x.substr(1) + "y"});
    CHECK(bounds_of(Node::text("t"), {text(std::string(70, '~'))}) == std::nullopt);
}

TEST_CASE("row groups end by rows or by bytes") {
    std::vector<Node> fields;
    fields.push_back(Node::text("t"));
    const Schema schema(std::move(fields));
    const std::vector<Row> rows(1000, Row{text(std::string(1000, 't'))});
    WriterOptions options;
    options.group_rows = 400;
    const auto sizes = [&] {
        const std::string bytes = written(schema, rows, options);
        MemoryBytes memory(bytes);
        std::vector<std::int64_t> counts;
        const File file = opened(memory);
        for (const RowGroup& group : file.footer().groups) counts.push_back(group.rows);
        return counts;
    };
    CHECK(sizes() == std::vector<std::int64_t>{400, 400, 200});
    options.group_bytes = 300'000;
    CHECK(sizes() == std::vector<std::int64_t>{320, 320, 320, 40});
}

TEST_CASE("sorting columns are named") {
    std::vector<Node> fields;
    fields.push_back(Node::text("t"));
    fields.push_back(Node::leaf("n", Physical::int64));
    const Schema schema(std::move(fields));
    WriterOptions options;
    options.sorted_by = {"n"};
    const std::string bytes = written(schema, {{text("a"), number(1)}}, options);
    MemoryBytes memory(bytes);
    CHECK(opened(memory).footer().groups.at(0).sorting_columns == std::vector<std::int64_t>{1});
}

TEST_CASE("what repeats is written once") {
    std::vector<Node> fields;
    fields.push_back(Node::text("t"));
    const Schema schema(std::move(fields));
    const std::string bytes = written(schema, std::vector<Row>(5000, Row{text("the same text in all rows")}));
    CHECK(bytes.size() < 1000);
    MemoryBytes memory(bytes);
    CHECK(opened(memory).footer().groups.at(0).columns.at(0).dictionary_offset == 4);
}

TEST_CASE("nested tables are read only by who asks for them") {
    std::vector<Node> fields;
    fields.push_back(Node::list("l", Node::text("")));
    const Schema schema(std::move(fields));
    const std::string bytes = written(schema, {});
    MemoryBytes memory(bytes);
    const auto flat = File::open(memory);
    REQUIRE_FALSE(flat);
    CHECK(flat.problem().code == "probe/bad-parquet");
}

TEST_CASE("schemas that cannot be written are refused") {
    const auto schema_of = [](Node node) {
        std::vector<Node> fields;
        fields.push_back(std::move(node));
        return Schema(std::move(fields)).leaves().size();
    };
    CHECK_THROWS_AS(schema_of(Node::structure("s", {})), std::invalid_argument);
    CHECK_THROWS_AS(schema_of(Node::leaf("i", Physical::int32)), std::invalid_argument);
}
