// Seeded damage: whatever is done to a file, it reads as before, is refused, or is declined; what a checksum covers is
// never read as something else.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <map>

#include "tests/support/cdl.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string sample(const TempFolder& folder) {
    return read_file(make_netcdf(folder.path(), "sample", R"(netcdf a { types: compound pair {int a; float b;};
        dimensions: x=4; t=UNLIMITED; variables: double x(x); x:units="degrees_east"; double t(t); t:_ChunkSizes=1; t:_Fletcher32="true";
        string s(x); s:axis="X"; pair p(x); float f(t,x); string f:note = "text"; :title = "a title";
        data: x=1,2,3,4; t=1,2,3; s="a","b","c","d";
        group: g { variables: int y(x); y:coordinates="/s"; } })",
                                 {"netCDF-4", Format::hdf5, true})
                         .path);
}

}  // namespace

TEST_CASE("damaged netCDF-4 files end") {
    const TempFolder folder;
    const std::string bytes = sample(folder);
    std::size_t refused = 0;
    for (std::uint64_t seed = 0; seed < 5000; ++seed) {
        const std::string broken = damaged(bytes, seed);
        const auto found = read_hdf5_bytes(broken);
        if (found) continue;
        ++refused;
        CHECK(found.problem().code.starts_with("probe/"));
        CHECK_FALSE(found.problem().message.empty());
    }
    CHECK(refused > 100);
}

TEST_CASE("one wrong bit in a file whose metadata has checksums is found") {
    const TempFolder folder;
    const std::string path = folder.path() + "/a.h5";
    {
        Hdf5Writer file(path, {true});
        for (int i = 0; i < 20; ++i) file.add_text(file.id(), fmt::format("a{}", i), "text");
        file.add_coordinate("x", {{40}, {H5S_UNLIMITED}, {2}}, [](hid_t creation) { H5Pset_fletcher32(creation); });
        file.add_coordinate("y", {{6, 6}, {H5S_UNLIMITED, H5S_UNLIMITED}, {2, 2}},
                            [](hid_t creation) { H5Pset_fletcher32(creation); });
        for (int i = 0; i < 20; ++i)
            file.add_coordinate(fmt::format("v{}", i), {{2}, {}, {1}},
                                [](hid_t creation) { H5Pset_fletcher32(creation); });
    }
    const std::string bytes = read_file(path);
    const auto whole = read_hdf5_bytes(bytes);
    REQUIRE(whole);
    const auto& expected = std::get<Dataset>(*whole);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string broken = bytes;
        broken[at] = static_cast<char>(broken[at] ^ (1 << (at % 8)));
        const auto found = read_hdf5_bytes(broken);
        if (!found || std::holds_alternative<Declined>(*found)) continue;
        INFO("byte " << at);
        CHECK(first_difference(expected, std::get<Dataset>(*found)) == "");
    }
}

TEST_CASE("a damaged file is refused with the place and what was found there") {
    const TempFolder folder;
    std::string bytes = sample(folder);
    const std::size_t at = bytes.find("OHDR");
    REQUIRE(at != std::string::npos);
    bytes[at + 20] = static_cast<char>(bytes[at + 20] ^ 1);
    const auto found = read_hdf5_bytes(bytes);
    REQUIRE_FALSE(found);
    CHECK(found.problem().code == "probe/damaged");
    CHECK(found.problem().offset == at);
    CHECK(found.problem().message.find("checksum") != std::string::npos);
}

TEST_CASE("a file that ends too early is truncated, with the numbers") {
    const TempFolder folder;
    const std::string bytes = sample(folder);
    const auto found = read_hdf5_bytes(std::string_view(bytes).substr(0, bytes.size() - 1));
    REQUIRE_FALSE(found);
    CHECK(found.problem().code == "probe/truncated");
    CHECK(found.problem().message.find(fmt::format("found {} bytes", bytes.size() - 1)) != std::string::npos);
    CHECK(found.problem().message.find(fmt::format("has {}:", bytes.size())) != std::string::npos);
}

namespace {

struct Sample {
    std::string name;
    std::string bytes;
};

std::string written_by_hdf5(const TempFolder& folder, bool is_latest) {
    const std::string path = folder / "written.h5";
    {
        Hdf5Writer file(path, {is_latest});
        const auto with_sums = [&](hid_t creation) {
            if (is_latest) H5Pset_fletcher32(creation);
        };
        file.add_coordinate("x", {{40}, {H5S_UNLIMITED}, {2}}, with_sums);
        file.add_coordinate("y", {{6, 6}, {H5S_UNLIMITED, H5S_UNLIMITED}, {2, 2}}, with_sums);
        for (int i = 0; i < 20; ++i) Hdf5Writer::add_text(file.id(), fmt::format("a{}", i), "text");
    }
    return read_file(path);
}

/// CAIRN_DAMAGED_FILES=20000 for more than the usual run has.
std::uint64_t files_to_damage() {
    const char* number = std::getenv("CAIRN_DAMAGED_FILES");
    return number == nullptr ? 300 : std::strtoull(number, nullptr, 10);
}

/// "same", or how the native reader or libnetcdf alone ends; else the difference, which is a fault.
std::string verdict_on(Reader& oracle, const TempFolder& folder, const Sample& sample, std::uint64_t seed) {
    const std::string bytes = damaged(sample.bytes, seed);
    const auto found = read_hdf5_bytes(bytes);
    if (!found) return found.problem().code;
    if (std::holds_alternative<Declined>(*found)) return "declined";
    folder.add_file("damaged.nc", bytes);
    Source source;
    source.path = folder / "damaged.nc";
    source.format = Format::hdf5;
    const auto expected = oracle.read(source);
    if (!expected) return "libnetcdf alone: " + expected.problem().code;
    const auto& dataset = std::get<Dataset>(*found);
    const std::string difference = first_difference(*expected, dataset);
    return difference.empty() ? "same" : difference;
}

bool is_allowed(const std::string& verdict) {
    return verdict == "same" || verdict == "declined" || verdict.starts_with("probe/") ||
           verdict.starts_with("libnetcdf alone: ");
}

}  // namespace

TEST_CASE("damaged HDF5 files that are read natively read the same through libnetcdf") {
    const TempFolder folder;
    constexpr std::uint32_t k_seconds = 2;  // libnetcdf hangs on some
    const auto oracle = make_oracle(k_seconds);
    const Sample samples[] = {{"netCDF-4", sample(folder)},
                              {"checksums", written_by_hdf5(folder, true)},
                              {"no checksums", written_by_hdf5(folder, false)}};
    std::map<std::string, int> verdicts;
    for (const Sample& one : samples) {
        for (std::uint64_t seed = 0; seed < files_to_damage() / std::size(samples); ++seed) {
            const std::string verdict = verdict_on(*oracle, folder, one, seed);
            ++verdicts[fmt::format("{:12} {}", one.name, verdict)];
            INFO(one.name << " damaged with seed " << seed << ": " << verdict);
            CHECK(is_allowed(verdict));
        }
    }
    for (const auto& [verdict, count] : verdicts) std::cout << fmt::format("{:6} {}\n", count, verdict);
}
