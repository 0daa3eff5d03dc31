// Damaged reference files give what is left of them, or a problem: never a crash, and never much memory.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/references/json_set.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/memory_peak.hpp"
#include "tests/support/slow_bytes.hpp"
#include "tests/support/source_folder.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("damaged reference files never crash the reader") {
    std::vector<std::string> sets;
    const std::string corpus = test::source_folder() + "/tests/fuzz/corpus/references";
    for (const auto& entry : std::filesystem::directory_iterator(corpus)) sets.push_back(read_file(entry.path()));
    REQUIRE(sets.size() >= 5);
    reset_memory_peak();
    std::size_t described = 0;
    for (const std::string& set : sets) {
        for (std::uint64_t seed = 0; seed < 1500; ++seed) {
            const std::string bytes = damaged(set, seed);
            MemoryBytes file(bytes);
            references::Locations locations({}, 0, "/nowhere/at/all");
            const auto dataset = references::read_json_set(file, locations, "set", {.coordinate_bytes = 64 << 10});
            if (!dataset) continue;
            ++described;
            (void)interpret(*dataset);
        }
    }
    CHECK(described > 500);
    CHECK(memory_peak_bytes() < 100 << 20);
}
