#include "base/parquet/file.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "tests/support/slow_bytes.hpp"
#include "tests/support/source_folder.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::parquet;

namespace {

std::string fixture(const std::string& name) {
    return test::read_file(test::source_folder() + "/tests/unit/probe_parquet/files/" + name);
}

std::string cell(const ColumnValues& column, bool is_text, std::size_t row) {
    if (!column.is_present[row]) return "null";
    if (!is_text) return std::to_string(column.numbers[row]);
    std::string digits;
    for (const char c : column.texts[column.text_of[row]])
        digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return '"' + digits + '"';
}

std::string rows_of(std::string_view bytes) {
    test::MemoryBytes memory(bytes);
    auto file = File::open(memory);
    if (!file) return file.problem().message;
    std::string rows;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        std::vector<ColumnValues> columns;
        for (std::size_t i = 0; i < file->footer().columns.size(); ++i) {
            auto column = file->read(group, i);
            if (!column) return column.problem().message;
            columns.push_back(*std::move(column));
        }
        for (std::size_t row = 0; row < static_cast<std::size_t>(file->footer().groups[group].rows); ++row) {
            std::string line;
            for (std::size_t i = 0; i < columns.size(); ++i)
                line += ',' + cell(columns[i], file->footer().columns[i].type == Physical::byte_array, row);
            rows += '[' + line.substr(1) + "]\n";
        }
    }
    return rows;
}

std::string why_not_open(std::string_view bytes) {
    test::MemoryBytes memory(bytes);
    const auto file = File::open(memory);
    REQUIRE_FALSE(file);
    CHECK(file.problem().code == "probe/bad-parquet");
    return file.problem().message;
}

}  // namespace

TEST_CASE("rows are the same in every version, compression and encoding") {
    const std::string expected = fixture("rows.txt");
    for (const std::string name : {"v1-uncompressed", "v1-snappy", "v1-gzip", "v1-zstd", "v2-uncompressed", "v2-snappy",
                                   "v2-gzip", "v2-zstd", "plain", "plain-v2", "groups", "pages"}) {
        INFO(name);
        CHECK(rows_of(fixture(name + ".parquet")) == expected);
    }
}

TEST_CASE("the footer says columns, rows and row groups") {
    const std::string bytes = fixture("groups.parquet");
    test::MemoryBytes memory(bytes);
    const auto file = File::open(memory);
    REQUIRE(file);
    CHECK(file->footer().columns == std::vector<Column>{{"path", Physical::byte_array, 1, 0, Meaning::text},
                                                        {"offset", Physical::int64, 1, 0},
                                                        {"size", Physical::int32, 0, 0},
                                                        {"raw", Physical::byte_array, 1, 0}});
    CHECK(file->footer().rows == 40);
    CHECK(file->footer().groups.size() == 6);
    CHECK(file->column("raw") == 3U);
    CHECK(file->column("chunk") == std::nullopt);
}

TEST_CASE("entries of dictionaries stand once") {
    const std::string bytes = fixture("v1-snappy.parquet");
    test::MemoryBytes memory(bytes);
    auto file = File::open(memory);
    REQUIRE(file);
    const auto path = file->read(0, 0);
    REQUIRE(path);
    REQUIRE(path->texts.size() == 2);
    CHECK(path->texts[0] == "s3://bucket/a.nc");
    CHECK(path->texts[1] == "s3://bucket/b.nc");
}

TEST_CASE("a codec that is not read is said") {
    CHECK(rows_of(fixture("brotli.parquet")) ==
          "column 'path': found the codec 4; uncompressed, snappy, gzip and zstd pages are read");
}

TEST_CASE("what is no Parquet file is said") {
    const std::string good = fixture("v1-zstd.parquet");
    const std::string not_parquet = "the file does not end with \"PAR1\": it is cut off, or no Parquet file";
    CHECK(why_not_open("") == not_parquet);
    CHECK(why_not_open("PAR1") == not_parquet);
    CHECK(why_not_open(good.substr(0, good.size() - 1)) == not_parquet);
    std::string long_footer = good;
    long_footer[good.size() - 5] = '\x7F';
    CHECK(why_not_open(long_footer).find("the footer would have 2130") == 0);
    std::string short_footer = good;
    short_footer[good.size() - 8] = '\x05';
    short_footer[good.size() - 7] = '\0';
    CHECK_FALSE(why_not_open(short_footer).empty());
}

TEST_CASE("rows and pages are limited") {
    const std::string bytes = fixture("plain.parquet");
    test::MemoryBytes memory(bytes);
    const auto why = [&](FileLimits limits) {
        auto file = File::open(memory, limits);
        REQUIRE(file);
        const auto column = file->read(0, 0);
        return column ? std::string() : column.problem().message;
    };
    CHECK(why({}).empty());
    CHECK(why({.rows = 40}).empty());
    CHECK(why({.rows = 39}) == "column 'path': a row group has 40 rows, at most 39 are read");
    CHECK(why({.page_bytes = 100}).find("column 'path': found a page of ") == 0);
    CHECK(why({.all_bytes = 100}).find("column 'path': a page would decompress to ") == 0);
}

TEST_CASE("pages that are cut off are said") {
    const std::string good = fixture("plain.parquet");
    // The footer stays, the pages before it go.
    const auto length =
        static_cast<unsigned char>(good[good.size() - 8]) + 256U * static_cast<unsigned char>(good[good.size() - 7]);
    const std::string cut = "PAR1" + good.substr(good.size() - 8 - length);
    const std::string why = rows_of(cut);
    CHECK(why.find("column 'path': ") == 0);
}
