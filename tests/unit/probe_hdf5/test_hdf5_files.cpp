// HDF5 files that libnetcdf does not write but reads.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"
#include "tests/unit/probe_hdf5/native_oracle.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

const std::string k_name = "/a.h5";
constexpr hsize_t k_unlimited = H5S_UNLIMITED;

std::vector<std::int64_t> counting(std::int64_t count) {
    std::vector<std::int64_t> values;
    for (std::int64_t i = 1; i <= count; ++i) values.push_back(i);
    return values;
}

std::vector<std::int64_t> written(const Hdf5Writer::Shape& shape) {
    std::int64_t count = 1;
    for (const hsize_t size : shape.sizes) count *= static_cast<std::int64_t>(size);
    if (shape.only.empty()) return counting(count);
    std::vector<std::int64_t> values(static_cast<std::size_t>(count));
    for (const hsize_t i : shape.only) values[i] = static_cast<std::int64_t>(i) + 1;
    return values;
}

void check_values(const Dataset& dataset, std::int64_t count) {
    CHECK(std::get<std::vector<std::int64_t>>(dataset.groups[0].variables.at(0).values) == counting(count));
}

void compress(hid_t creation) {
    H5Pset_shuffle(creation);
    H5Pset_deflate(creation, 1);
    H5Pset_fletcher32(creation);
}

}  // namespace

TEST_CASE("every index of chunks, with filters and without") {
    const TempFolder folder;
    struct Case {
        std::string name;
        Hdf5Writer::Shape shape;
        bool is_early = false;
        bool is_of_latest = false;
    };
    const std::vector<Case> cases{
        {"single chunk", {{10}, {}, {10}}},
        {"no index", {{10, 7}, {}, {3, 2}}, true},
        {"fixed array", {{50, 7}, {}, {3, 2}}},
        {"fixed array of pages", {{3000}, {}, {1}}},
        {"fixed array of a dataset that may grow a little", {{5, 7}, {9, 20}, {2, 2}}},
        {"extensible array", {{10}, {k_unlimited}, {1}}},
        {"extensible array with super blocks", {{3000}, {k_unlimited}, {1}}},
        // The first data block of more than a page begins at element 131,060; the earliest format has B-trees instead.
        {"extensible array with pages", {{140000}, {k_unlimited}, {1}, {0, 131059, 131060, 132084, 139999}}, false, true},
        {"extensible array that grows along the second dimension", {{6, 50}, {8, k_unlimited}, {2, 3}}},
        {"B-tree version 2", {{20, 30}, {k_unlimited, k_unlimited}, {2, 3}}},
        {"deep B-tree version 2", {{90, 90}, {k_unlimited, k_unlimited}, {1, 1}}}};
    for (const bool is_latest : {true, false}) {
        for (const bool is_compressed : {false, true}) {
            for (const Case& one : cases) {
                if (one.is_of_latest && !is_latest) continue;
                INFO(one.name << (is_compressed ? ", filters" : "") << (is_latest ? ", latest" : ", earliest"));
                {
                    Hdf5Writer file(folder.path() + k_name, {is_latest});
                    file.add_coordinate("x", one.shape, [&](hid_t creation) {
                        if (one.is_early) H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
                        if (is_compressed) compress(creation);
                    });
                }
                const Dataset dataset = read_as_oracle(folder.path() + k_name);
                CHECK(std::get<std::vector<std::int64_t>>(dataset.groups[0].variables.at(0).values) == written(one.shape));
            }
        }
    }
}

TEST_CASE("edge chunks without filters") {
    const TempFolder folder;
    {
        Hdf5Writer file(folder.path() + k_name, {true});
        file.add_coordinate("x", {{10, 5}, {}, {3, 3}}, [](hid_t creation) {
            H5Pset_chunk_opts(creation, H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS);
            H5Pset_deflate(creation, 6);
        });
    }
    check_values(read_as_oracle(folder.path() + k_name), 50);
}

TEST_CASE("compact values, user blocks, shared messages") {
    const TempFolder folder;
    for (const bool is_latest : {false, true}) {
        for (const hsize_t user_block : {hsize_t{0}, hsize_t{512}, hsize_t{4096}}) {
            for (const bool shares : {false, true}) {
                INFO(is_latest << user_block << shares);
                {
                    Hdf5Writer file(folder.path() + k_name, {is_latest, user_block, shares});
                    file.add_coordinate("x", {{10}}, [](hid_t creation) { H5Pset_layout(creation, H5D_COMPACT); });
                    file.add_coordinate("y", {{10}});
                    for (int i = 0; i < 30; ++i)
                        file.add_text(file.id(), fmt::format("a{}", i), fmt::format("value {}", i % 3));
                }
                check_values(read_as_oracle(folder.path() + k_name), 10);
            }
        }
    }
}

TEST_CASE("a user block put in front of a file afterwards") {
    const TempFolder folder;
    { Hdf5Writer(folder.path() + k_name).add_coordinate("x", {{10}}); }
    const std::string bytes = read_file(folder.path() + k_name);
    std::ofstream(folder.path() + k_name, std::ios::binary) << std::string(1024, 'u') << bytes;
    check_values(read_as_oracle(folder.path() + k_name), 10);
}

TEST_CASE("many links, in order of name or of creation") {
    const TempFolder folder;
    for (const bool is_latest : {false, true}) {
        for (const int count : {5, 300}) {
            {
                Hdf5Writer file(folder.path() + k_name, {is_latest});
                for (int i = 0; i < count; ++i) file.add_coordinate(fmt::format("v{}", (i * 7919) % count), {{2}});
            }
            CHECK(read_as_oracle(folder.path() + k_name).groups[0].variables.size() == static_cast<std::size_t>(count));
        }
    }
}

TEST_CASE("soft links within the file are followed") {
    const TempFolder folder;
    {
        Hdf5Writer file(folder.path() + k_name);
        file.add_coordinate("x", {{3}});
        const hid_t group = H5Gcreate2(file.id(), "g", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        REQUIRE(H5Lcreate_soft("/x", group, "absolute", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        REQUIRE(H5Lcreate_soft("absolute", group, "relative", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        H5Gclose(group);
    }
    CHECK(read_as_oracle(folder.path() + k_name).groups[1].variables.size() == 2);
}

TEST_CASE("a soft link to nowhere, or to itself, is left to libnetcdf") {
    const TempFolder folder;
    for (const std::string target : {"/nowhere", "x"}) {
        {
            const Hdf5Writer file(folder.path() + k_name);
            REQUIRE(H5Lcreate_soft(target.c_str(), file.id(), "x", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        }
        CHECK(reason_declined(folder.path() + k_name).find("soft link") != std::string::npos);
    }
}

TEST_CASE("an external link is refused, and said") {
    const TempFolder folder;
    for (const bool is_latest : {false, true}) {
        {
            Hdf5Writer file(folder.path() + k_name, {is_latest});
            file.add_coordinate("x", {{3}});
            REQUIRE(H5Lcreate_external("/etc/passwd", "/x", file.id(), "y", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        }
        const Problem problem = problem_of(folder.path() + k_name);
        CHECK(problem.code == "probe/unreadable");
        CHECK(problem.message.find("the link y leads to another file, /etc/passwd") != std::string::npos);
        CHECK(compare(*make_oracle(), folder.path() + k_name).verdict == Verdict::both_refuse);
    }
}

TEST_CASE("groups without end are refused") {
    const TempFolder folder;
    {
        const Hdf5Writer file(folder.path() + k_name);
        const hid_t group = H5Gcreate2(file.id(), "g", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        REQUIRE(H5Lcreate_hard(file.id(), "/", group, "again", H5P_DEFAULT, H5P_DEFAULT) >= 0);
        H5Gclose(group);
    }
    CHECK(problem_of(folder.path() + k_name).code == "probe/too-many-groups");
}

TEST_CASE("values in other files are not read") {
    const TempFolder folder;
    {
        Hdf5Writer file(folder.path() + k_name, {true});
        file.add_coordinate("source", {{4}});
        const std::string other = folder.path() + "/values";
        std::ofstream(other) << std::string(32, 'v');
        file.add_coordinate("external", {{4}},
                            [&](hid_t creation) { H5Pset_external(creation, other.c_str(), 0, 32); });
        const hsize_t size = 4;
        const hid_t space = H5Screate_simple(1, &size, nullptr);
        const hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
        H5Pset_virtual(creation, space, ".", "source", space);
        const hid_t dataset =
            H5Dcreate2(file.id(), "virtual", H5T_STD_I64LE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
        REQUIRE(dataset >= 0);
        file.add_text(dataset, "axis", "X");
        H5Dclose(dataset);
        H5Pclose(creation);
        H5Sclose(space);
    }
    const Dataset dataset = read_as_oracle(folder.path() + k_name);
    CHECK(dataset.groups[0].variables[0].values_missing_because.find("external storage") != std::string::npos);
    CHECK(dataset.groups[0].variables[2].values_missing_because.find("virtual dataset") != std::string::npos);
}

TEST_CASE(
    "what netCDF does not have is passed over: references, types that are not committed, half floats are widened") {
    const TempFolder folder;
    {
        Hdf5Writer file(folder.path() + k_name);
        file.add_coordinate("x", {{3}});
        const hsize_t size = 3;
        const hid_t space = H5Screate_simple(1, &size, nullptr);
        const hid_t enumeration = H5Tenum_create(H5T_NATIVE_INT8);
        const std::int8_t no = 0;
        H5Tenum_insert(enumeration, "no", &no);
        const hid_t half = H5Tcopy(H5T_IEEE_F32LE);
        H5Tset_fields(half, 15, 10, 5, 0, 10);
        H5Tset_size(half, 2);
        H5Tset_ebias(half, 15);
        for (const auto& [name, type] : std::vector<std::pair<std::string, hid_t>>{{"reference", H5T_STD_REF_OBJ},
                                                                                   {"enumeration", enumeration},
                                                                                   {"bits", H5T_STD_B8LE},
                                                                                   {"half", half}}) {
            const hid_t dataset =
                H5Dcreate2(file.id(), name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
            REQUIRE(dataset >= 0);
            const hid_t attribute = H5Acreate2(dataset, "a", type, space, H5P_DEFAULT, H5P_DEFAULT);
            REQUIRE(attribute >= 0);
            if (name == "half") {
                const std::vector<float> values{1.5F, -2, 65504};
                REQUIRE(H5Dwrite(dataset, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) >= 0);
                REQUIRE(H5Awrite(attribute, H5T_NATIVE_FLOAT, values.data()) >= 0);
                file.add_text(dataset, "axis", "X");
            }
            H5Aclose(attribute);
            H5Dclose(dataset);
        }
        H5Tclose(half);
        H5Tclose(enumeration);
        H5Sclose(space);
    }
    const Dataset dataset = read_as_oracle(folder.path() + k_name);
    REQUIRE(dataset.groups[0].variables.size() == 2);
    CHECK(std::get<std::vector<double>>(dataset.groups[0].variables[0].values) == std::vector<double>{1.5, -2, 65504});
}

namespace {

size_t pass_through(unsigned, size_t, const unsigned*, size_t bytes, size_t*, void**) { return bytes; }

}  // namespace

TEST_CASE("a filter that this reader does not know: declined for coordinates, nothing for data") {
    const TempFolder folder;
    constexpr H5Z_filter_t k_unknown = 511;  // for tests: never registered with The HDF Group
    const H5Z_class2_t unknown{H5Z_CLASS_T_VERS, k_unknown, 1, 1, "test", nullptr, nullptr, pass_through};
    REQUIRE(H5Zregister(&unknown) >= 0);
    for (const bool is_coordinate : {true, false}) {
        {
            Hdf5Writer file(folder.path() + k_name);
            file.add_coordinate("x", {{3}, {}, {3}},
                                [](hid_t creation) { H5Pset_filter(creation, k_unknown, 0, 0, nullptr); });
            if (!is_coordinate) REQUIRE(H5Adelete_by_name(file.id(), "x", "axis", H5P_DEFAULT) >= 0);
        }
        if (is_coordinate) {
            CHECK(reason_declined(folder.path() + k_name).find("filter 511") != std::string::npos);
        } else {
            read_as_oracle(folder.path() + k_name);
        }
    }
}

TEST_CASE("phony dimensions have the names that libnetcdf invents") {
    const TempFolder folder;
    {
        Hdf5Writer file(folder.path() + k_name);
        file.add_coordinate("a", {{3, 3}});
        file.add_coordinate("b", {{3, 4}, {k_unlimited, 4}, {1, 4}});
        const hid_t group = H5Gcreate2(file.id(), "g", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
        file.add_coordinate("g/c", {{3, 5}});
        H5Gclose(group);
    }
    const Dataset dataset = read_as_oracle(folder.path() + k_name);
    CHECK(dataset.groups[1].dimensions[0].name == "phony_dim_0");
}

TEST_CASE("szip, entropy coding and nearest neighbour") {
    if (H5Zfilter_avail(H5Z_FILTER_SZIP) <= 0) {
        WARN("skipped: this HDF5 library has no szip");
        return;
    }
    const TempFolder folder;
    for (const unsigned method : {H5_SZIP_EC_OPTION_MASK, H5_SZIP_NN_OPTION_MASK}) {
        {
            Hdf5Writer file(folder.path() + k_name);
            file.add_coordinate("x", {{100}, {}, {40}},
                                [&](hid_t creation) { REQUIRE(H5Pset_szip(creation, method, 8) >= 0); });
        }
        check_values(read_as_oracle(folder.path() + k_name), 100);
    }
}

TEST_CASE("committed types that netCDF does not have are no obstacle, as they are to libnetcdf") {
    const TempFolder folder;
    const hsize_t size = 3;
    const hid_t pair = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(pair, "a", 0, H5T_STD_I64LE);
    const hid_t nested = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(nested, "pair", 0, pair);
    const hid_t of_bits = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(of_bits, "bits", 0, H5T_STD_B16LE);
    for (const hid_t type :
         {H5Tcopy(H5T_STD_I64LE), nested, of_bits, H5Tcopy(H5T_STD_REF_OBJ), H5Tarray_create2(pair, 1, &size)}) {
        {
            Hdf5Writer file(folder.path() + k_name);
            REQUIRE(H5Tcommit2(file.id(), "type", type, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT) >= 0);
            H5Tclose(type);
            file.add_coordinate("x", {{3}});
        }
        const auto found = read_hdf5_file(folder.path() + k_name);
        INFO((found ? "" : found.problem().message));
        REQUIRE(found);
        REQUIRE(std::holds_alternative<Dataset>(*found));
        check_values(std::get<Dataset>(*found), 3);
        CHECK(compare(*make_oracle(), folder.path() + k_name).verdict == Verdict::only_oracle_refuses);
    }
    H5Tclose(pair);
}

TEST_CASE("one file of a family is left to libnetcdf; an address of no driver is damage") {
    const TempFolder folder;
    const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
    H5Pset_fapl_family(access, 1 << 20, H5P_DEFAULT);
    const hid_t family = H5Fcreate((folder / "part%d.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
    REQUIRE(family >= 0);
    H5Fclose(family);
    H5Pclose(access);
    CHECK(reason_declined(folder / "part0.h5") == "a driver information block: the file is one of several");
    std::string bytes = read_file(folder / "part0.h5");
    bytes[bytes.find("NCSAfami")] = 'n';
    folder.add_file("damaged.h5", bytes);
    CHECK(problem_of(folder / "damaged.h5").message.find("no driver of HDF5") != std::string::npos);
}

TEST_CASE("a number of half a gigabyte within a committed type ends") {
    const TempFolder folder;
    const hid_t pair = H5Tcreate(H5T_COMPOUND, 8);
    H5Tinsert(pair, "number", 0, H5T_IEEE_F64LE);
    {
        Hdf5Writer file(folder / "a.h5");
        REQUIRE(H5Tcommit2(file.id(), "type", pair, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT) >= 0);
        H5Tclose(pair);
        file.add_coordinate("x", {{3}});
    }
    // The compound type and its member begin alike: the class and what follows it, then the size.
    std::string bytes = read_file(folder / "a.h5");
    const std::string size("\x08\0\0\0", 4);
    const std::string huge("\xFF\xFF\xFF\x1F", 4);
    const std::size_t member = bytes.find("number");
    REQUIRE(member != std::string::npos);
    bytes.replace(bytes.rfind(size, member), 4, huge);
    bytes.replace(bytes.find(std::string("\x11\x20\x3F\0", 4), member) + 4, 4, huge);
    const auto found = read_hdf5_bytes(bytes);
    INFO((found ? "" : found.problem().message));
    CHECK(found);
}
