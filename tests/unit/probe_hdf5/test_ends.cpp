// The first and the last row of coordinates that take more than the limit.
#include <catch2/catch.hpp>

#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr hsize_t k_unlimited = H5S_UNLIMITED;

}  // namespace

TEST_CASE("the ends of coordinates that are too large, whatever their layout") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    ReadLimits limits;
    limits.coordinate_bytes = 8;
    struct Case {
        std::string name;
        Hdf5Writer::Shape shape;
        bool is_compact = false;
    };
    const std::vector<Case> cases{{"contiguous", {{10}}},
                                  {"compact", {{10}}, true},
                                  {"one row", {{1, 2}}},
                                  {"bounds", {{10, 2}}},
                                  {"one chunk", {{10, 2}, {}, {10, 2}}},
                                  {"a chunk larger than the whole", {{10, 2}, {k_unlimited, 2}, {64, 2}}},
                                  {"chunks of half a row", {{10, 2}, {}, {3, 1}}},
                                  {"chunks wider than a row", {{10, 2}, {k_unlimited, k_unlimited}, {4, 5}}},
                                  {"fixed array", {{50}, {}, {3}}},
                                  {"extensible array", {{3000}, {k_unlimited}, {1}}},
                                  {"B-tree", {{50, 2}, {k_unlimited, k_unlimited}, {3, 1}}}};
    for (const bool is_latest : {true, false}) {
        for (const bool is_compressed : {false, true}) {
            for (const Case& one : cases) {
                if (is_compressed && one.shape.chunk.empty()) continue;
                INFO(one.name << (is_compressed ? ", filters" : "") << (is_latest ? ", latest" : ", earliest"));
                {
                    Hdf5Writer file(path, {is_latest});
                    file.add_coordinate("x", one.shape, [&](hid_t creation) {
                        if (one.is_compact) H5Pset_layout(creation, H5D_COMPACT);
                        if (!is_compressed) return;
                        H5Pset_shuffle(creation);
                        H5Pset_deflate(creation, 1);
                        H5Pset_fletcher32(creation);
                    });
                }
                const Dataset dataset = read_as_oracle(path, limits);
                const Variable& x = dataset.groups[0].variables.at(0);
                CHECK(x.values == Values());
                CHECK(x.values_missing_because.find("the limit of 8 bytes") != std::string::npos);
                const auto rows = static_cast<std::int64_t>(one.shape.sizes[0]);
                const bool is_pair = one.shape.sizes.size() == 2;
                CHECK(x.ends == (is_pair ? Values(std::vector<std::int64_t>{1, 2, 2 * rows - 1, 2 * rows})
                                         : Values(std::vector<std::int64_t>{1, rows})));
            }
        }
    }
}

TEST_CASE("ends that were never written are the fill value") {
    const TempFolder folder;
    const std::string path = folder / "a.h5";
    ReadLimits limits;
    limits.coordinate_bytes = 8;
    for (const bool is_chunked : {false, true}) {
        {
            const Hdf5Writer file(path);
            const hsize_t size = 9;
            const hsize_t chunk = 2;
            const hid_t space = H5Screate_simple(1, &size, nullptr);
            const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
            const std::int32_t fill = -5;
            H5Pset_fill_value(creation, H5T_NATIVE_INT32, &fill);
            if (is_chunked) H5Pset_chunk(creation, 1, &chunk);
            const hid_t dataset = H5Dcreate2(file.id(), "x", H5T_STD_I32LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
            REQUIRE(dataset >= 0);
            Hdf5Writer::add_text(dataset, "axis", "X");
            H5Dclose(dataset);
            H5Pclose(creation);
            H5Sclose(space);
        }
        const Dataset dataset = read_as_oracle(path, limits);
        CHECK(dataset.groups[0].variables.at(0).ends == Values(std::vector<std::int64_t>{-5, -5}));
    }
}
