// What no chunk wrote has the fill value, or the file is damaged: memory that nobody filled never becomes a coordinate.
#include <catch2/catch.hpp>
#include <cstring>
#include <span>

#include "base/codecs/checksum.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/damage.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/poisoned_memory.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::size_t k_head_bytes = 6;     ///< of a leaf of a B-tree of version 2
constexpr std::size_t k_record_bytes = 24;  ///< an address and two offsets
constexpr std::size_t k_records = 9;

/// Chunks of 2 by 2 in a B-tree of version 2, which is what a dataset gets that grows along both dimensions.
std::string file_with_tree(const TempFolder& folder) {
    const std::string path = folder.path() + "/tree.h5";
    {
        Hdf5Writer file(path, {true});
        file.add_coordinate("x", {{6, 6}, {H5S_UNLIMITED, H5S_UNLIMITED}, {2, 2}});
    }
    return read_file(path);
}

/// The record's chunk takes the place of that of the record before it; the checksum is right.
std::string with_doubled_chunk(std::string bytes, std::size_t record) {
    const std::size_t leaf = bytes.find("BTLF");
    REQUIRE(leaf != std::string::npos);
    char* const first = bytes.data() + leaf + k_head_bytes;
    std::memcpy(first + record * k_record_bytes + 8, first + (record - 1) * k_record_bytes + 8, 16);
    const std::size_t size = k_head_bytes + k_records * k_record_bytes;
    const std::uint32_t sum = codecs::lookup3(std::as_bytes(std::span(bytes).subspan(leaf, size)));
    std::memcpy(bytes.data() + leaf + size, &sum, sizeof sum);
    return bytes;
}

/// What was read, or why not, with memory that held this byte before.
std::string difference_between(unsigned char one, unsigned char other, const std::string& bytes) {
    const auto read = [&bytes](unsigned char byte) {
        const PoisonedMemory poisoned(byte);
        return read_hdf5_bytes(bytes);
    };
    const auto a = read(one);
    const auto b = read(other);
    if (static_cast<bool>(a) != static_cast<bool>(b)) return "only one is read";
    if (!a) return a.problem().message == b.problem().message ? "" : a.problem().message;
    if (a->index() != b->index()) return "only one is declined";
    const auto* dataset = std::get_if<Dataset>(&*a);
    return dataset == nullptr ? "" : first_difference(*dataset, std::get<Dataset>(*b));
}

}  // namespace

TEST_CASE("a chunk index with one chunk twice and one missing is damage") {
    const TempFolder folder;
    const std::string bytes = file_with_tree(folder);
    const auto whole = read_hdf5_bytes(bytes);
    REQUIRE(whole);
    CHECK(std::holds_alternative<Dataset>(*whole));
    for (std::size_t record = 1; record < k_records; ++record) {
        INFO("record " << record);
        const auto found = read_hdf5_bytes(with_doubled_chunk(bytes, record));
        REQUIRE_FALSE(found);
        CHECK(found.problem().code == "probe/damaged");
        CHECK(found.problem().offset.value_or(0) > 0);
    }
}

TEST_CASE("what is read does not depend on what memory held before") {
    const TempFolder folder;
    const std::string tree = file_with_tree(folder);
    const std::string classic = read_file(
        make_netcdf(folder.path(), "sample",
                    R"(netcdf a { dimensions: x=7; t=UNLIMITED; variables: double x(x); x:units="degrees_east";
        x:_ChunkSizes=2; x:_DeflateLevel=1; x:_Shuffle="true"; double t(t); t:units="days since 2000-01-01"; t:_ChunkSizes=2;
        float v(t,x); v:coordinates="x"; data: x=1,2,3,4,5,6,7; t=1,2,3,4,5; })",
                    {"netCDF-4", Format::hdf5, true})
            .path);
    for (std::size_t record = 1; record < k_records; ++record)
        CHECK(difference_between(0x55, 0xAA, with_doubled_chunk(tree, record)) == "");
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        INFO("seed " << seed);
        CHECK(difference_between(0x55, 0xAA, damaged(classic, seed)) == "");
        CHECK(difference_between(0x55, 0xAA, damaged(tree, seed)) == "");
    }
}
