// Small files that ask for much work end early.
#include <fmt/format.h>
#include <zstd.h>

#include <catch2/catch.hpp>

#include "builder/probe/time_limit.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_reason = "a structure that leads to the same parts of the file again and again";

/// One dataset with 56 KB of values in its header, by many names.
void write_names_of_one_dataset(const std::string& path, int names) {
    Hdf5Writer file(path);
    file.add_coordinate("x", {{7000}}, [](hid_t creation) { H5Pset_layout(creation, H5D_COMPACT); });
    REQUIRE(H5Adelete_by_name(file.id(), "x", "axis", H5P_DEFAULT) >= 0);
    for (int i = 0; i < names; ++i)
        REQUIRE(H5Lcreate_hard(file.id(), "x", file.id(), fmt::format("x{}", i).c_str(), H5P_DEFAULT, H5P_DEFAULT) >=
                0);
}

/// As many values as chunks, each behind 32 MiB of zeros that are stored in about a kilobyte.
void write_bombs(const std::string& path, hsize_t chunks) {
    constexpr H5Z_filter_t k_zstd = 32015;
    constexpr hsize_t k_values = 4 << 20;
    const H5Z_class2_t filter{
        H5Z_CLASS_T_VERS,
        k_zstd,
        1,
        1,
        "zstd",
        nullptr,
        nullptr,
        [](unsigned, std::size_t, const unsigned*, std::size_t size, std::size_t*, void**) { return size; }};
    REQUIRE(H5Zregister(&filter) >= 0);
    const std::string zeros(k_values * 8, '\0');
    std::string stored(ZSTD_compressBound(zeros.size()), '\0');
    stored.resize(ZSTD_compress(stored.data(), stored.size(), zeros.data(), zeros.size(), 1));
    {
        const Hdf5Writer file(path);
        const hsize_t sizes[] = {chunks, 1};
        const hsize_t largest[] = {H5S_UNLIMITED, H5S_UNLIMITED};
        const hsize_t chunk[] = {1, k_values};
        const hid_t space = H5Screate_simple(2, sizes, largest);
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_chunk(creation, 2, chunk);
        H5Pset_filter(creation, k_zstd, 0, 0, nullptr);
        const hid_t dataset = H5Dcreate2(file.id(), "x", H5T_STD_I64LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
        REQUIRE(dataset >= 0);
        Hdf5Writer::add_text(dataset, "axis", "X");
        for (hsize_t i = 0; i < chunks; ++i) {
            const hsize_t at[] = {i, 0};
            REQUIRE(H5Dwrite_chunk(dataset, H5P_DEFAULT, 0, at, stored.size(), stored.data()) >= 0);
        }
        H5Dclose(dataset);
        H5Pclose(creation);
        H5Sclose(space);
    }
    H5Zunregister(k_zstd);
}

}  // namespace

TEST_CASE("one dataset by a few names is read by each; by very many the file is declined") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    write_names_of_one_dataset(path, 50);
    CHECK(read_as_oracle(path).groups[0].variables.size() == 51);
    write_names_of_one_dataset(path, 5000);
    CHECK(reason_declined(path) == k_reason);
}

TEST_CASE("many groups cost what their names take, not a block of the heap each") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    {
        const Hdf5Writer file(path, {.latest_format = true});
        for (int i = 1; i < 10'000; ++i)
            H5Gclose(H5Gcreate2(file.id(), fmt::format("g{:07}", i).c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    }
    const auto read = read_hdf5_file(path);
    REQUIRE(read);
    REQUIRE(std::holds_alternative<Dataset>(*read));
    const Dataset& dataset = std::get<Dataset>(*read);
    CHECK(dataset.groups.size() == 10'000);
    CHECK(dataset.groups[1].path == "/g0000001");
    CHECK(dataset.groups[9'999].path == "/g0009999");
}

TEST_CASE("chunks that are far larger than what is used of them are read within the budget, no further") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    write_bombs(path, 3);
    const auto few = read_hdf5_file(path);
    REQUIRE(few);
    REQUIRE(std::holds_alternative<Dataset>(*few));
    CHECK(std::get<Dataset>(*few).groups[0].variables.at(0).values == Values(std::vector<std::int64_t>{0, 0, 0}));
    write_bombs(path, 200);
    CHECK(reason_declined(path) == k_reason);
}

TEST_CASE("work in memory looks at the time, too") {
    const TempFolder folder;
    const std::string path = folder.path() + "/a.h5";
    { Hdf5Writer(path).add_coordinate("x", {{200'000}}); }
    TimeLimit none(0);
    CHECK_THROWS_AS(read_hdf5_file(path, {.time = &none}), TimeIsUp);
    TimeLimit enough(3600);
    CHECK(read_hdf5_file(path, {.time = &enough}));
}
