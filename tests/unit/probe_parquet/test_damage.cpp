// Damaged files give their rows, other rows, or a problem: never a crash, and never much memory.
#include <catch2/catch.hpp>
#include <string>

#include "base/parquet/file.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/memory_peak.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/source_folder.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_parquet/random_tables.hpp"

using namespace cairn;
using namespace cairn::parquet;

namespace {

constexpr FileLimits k_limits{.rows = 100, .page_bytes = 1 << 20, .all_bytes = 4 << 20};

/// How many columns could be read.
std::size_t read_all(std::string_view bytes, Tables tables = Tables::flat) {
    test::MemoryBytes memory(bytes);
    auto file = File::open(memory, k_limits, tables);
    if (!file) return 0;
    std::size_t read = 0;
    for (std::size_t group = 0; group < file->footer().groups.size(); ++group) {
        for (std::size_t i = 0; i < file->footer().columns.size(); ++i) {
            (void)file->column_index(group, i);
            (void)file->offset_index(group, i);
            const auto column = file->read(group, i);
            if (!column) continue;
            ++read;
            const auto rows = static_cast<std::size_t>(file->footer().groups[group].columns[i].values);
            REQUIRE(column->is_present.size() == rows);
            REQUIRE((column->numbers.size() == rows || column->text_of.size() == rows));
            // An assertion for each row would take longer than to read the files.
            bool has_texts = true;
            for (std::size_t row = 0; row < column->text_of.size(); ++row)
                has_texts = has_texts && (!column->is_present[row] || column->text_of[row] < column->texts.size());
            REQUIRE(has_texts);
        }
    }
    return read;
}

}  // namespace

TEST_CASE("damaged Parquet files never crash the reader") {
    test::reset_memory_peak();
    std::size_t read = 0;
    for (const std::string name : {"v1-snappy", "v2-zstd", "plain", "groups", "pages", "v1-gzip"}) {
        const std::string good =
            test::read_file(test::source_folder() + "/tests/unit/probe_parquet/files/" + name + ".parquet");
        REQUIRE(read_all(good) >= 4);
        for (std::uint64_t seed = 0; seed < 1500; ++seed) read += read_all(test::damaged(good, seed));
        std::string flipped = good;
        for (std::size_t i = 0; i < good.size(); ++i) {
            flipped[i] = static_cast<char>(good[i] ^ (1 << i % 8));
            read += read_all(flipped);
            flipped[i] = good[i];
        }
    }
    CHECK(read > 1000);  // the damage is not all in the footer
    CHECK(test::memory_peak_bytes() < 16 << 20);
}

namespace {

/// A file of lists, maps and structs; another one for each seed.
std::string nested_table(unsigned seed) {
    test::Random random(seed);
    const Schema schema(test::random_fields(random));
    std::vector<test::Row> rows;
    for (int i = 0; i < 20; ++i) rows.push_back(test::random_row(schema.fields(), random));
    return test::written(schema, rows, {.group_rows = 15, .pages = {4, 1000}, .sorted_by = {}});
}

}  // namespace

TEST_CASE("damaged files of nested tables never crash the reader") {
    std::size_t read = 0;
    test::reset_memory_peak();
    for (unsigned seed = 0; seed < 30; ++seed) {
        const std::string good = nested_table(seed);
        REQUIRE(read_all(good, Tables::nested) > 0);
        for (std::uint64_t damage = 0; damage < 100; ++damage)
            read += read_all(test::damaged(good, damage), Tables::nested);
    }
    CHECK(read > 100);
    CHECK(test::memory_peak_bytes() < 16 << 20);
}

TEST_CASE("files of nested tables with a changed bit never crash the reader") {
    // Every table has some thousand bytes, so that one test of all bits takes minutes on a busy machine: each table is
    // changed at another of k_apart places in turn, and by another bit.
    constexpr std::size_t k_apart = 8;
    std::size_t read = 0;
    test::reset_memory_peak();
    for (unsigned seed = 0; seed < 30; ++seed) {
        const std::string good = nested_table(seed);
        std::string flipped = good;
        for (std::size_t i = seed % k_apart; i < good.size(); i += k_apart) {
            flipped[i] = static_cast<char>(good[i] ^ (1 << (i / k_apart + seed) % 8));
            read += read_all(flipped, Tables::nested);
            flipped[i] = good[i];
        }
    }
    CHECK(read > 1000);
    CHECK(test::memory_peak_bytes() < 16 << 20);
}
