#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "base/storage/file_bytes.hpp"
#include "base/storage/positioned.hpp"
#include "base/storage/witness.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using cairn::test::TempFolder;

TEST_CASE("a witness takes down what is opened and what is not there, each path once") {
    const TempFolder folder;
    folder.add_file("a", "one");
    Witness witness;
    FileBytes file(folder / "b");
    (void)open_positioned(folder / "a");
    (void)open_positioned(folder / "a");
    const std::vector<Sighting> seen = witness.take();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].path == folder / "a");
    CHECK(seen[0].stamp->size_bytes == 3);
    CHECK_FALSE(seen[1].stamp);
    CHECK(are_unchanged(seen));
    folder.add_file("b", "");
    CHECK_FALSE(are_unchanged(seen));
}

TEST_CASE("a change of contents shows, also when the size stays") {
    const TempFolder folder;
    folder.add_file("a", "one");
    Witness witness;
    (void)open_positioned(folder / "a");
    std::vector<Sighting> seen = witness.take();
    --seen[0].stamp->changed_ns;  // as if it had been written in another tick
    CHECK_FALSE(are_unchanged(seen));
}

TEST_CASE("the innermost witness is told, and none when there is none") {
    const TempFolder folder;
    Witness outer;
    {
        Witness inner;
        FileBytes file(folder / "a");
        CHECK(inner.take().size() == 1);
    }
    CHECK(outer.take().empty());
    CHECK(Witness::is_watching());
}

TEST_CASE("a stamp says nothing while its tick lasts") {
    constexpr std::int64_t k_second = 1'000'000'000;
    const FileStamp fine{1, 100 * k_second + 5, 100 * k_second + 5, 1};
    CHECK_FALSE(is_settled(fine, 100 * k_second + 10'000'000));
    CHECK(is_settled(fine, 100 * k_second + 30'000'000));
    const FileStamp coarse{1, 100 * k_second, 100 * k_second, 1};
    CHECK_FALSE(is_settled(coarse, 101 * k_second));
    CHECK(is_settled(coarse, 103 * k_second));
    CHECK_FALSE(is_settled({1, 900 * k_second, 1, 1}, 100 * k_second));  // a clock that was set back
}
