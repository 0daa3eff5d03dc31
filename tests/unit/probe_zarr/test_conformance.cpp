#include <catch2/catch.hpp>

#include "builder/probe/native_reader.hpp"
#include "tests/support/store_conformance.hpp"
#include "tests/support/store_files.hpp"
#include "tests/unit/probe/real_files.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Outcome<Dataset> read(const std::string& path, ReaderChoice choice = ReaderChoice::automatic) {
    Source source;
    source.path = path;
    source.format = Format::zarr2;
    return make_native_reader({}, choice, {})->read(source);
}

}  // namespace

TEST_CASE("the reader of stores conforms, and leaks no descriptors") {
    const Resources before = resources_in_use();
    stores_conform([](ReadLimits limits) { return make_native_reader({}, ReaderChoice::native, limits); });
    CHECK(resources_in_use() == before);
}

TEST_CASE("problems name the path of the store and the key; libnetcdf is never asked") {
    const TempFolder folder;
    const std::string path = write_files(folder, "s.zarr", {{".zgroup", R"({"zarr_format": 2})"}, {"a/.zarray", "{"}});
    for (const ReaderChoice choice : {ReaderChoice::automatic, ReaderChoice::native, ReaderChoice::netcdf}) {
        const auto dataset = read(path, choice);
        REQUIRE(dataset);
        REQUIRE(dataset->problems.size() == 1);
        CHECK(dataset->problems[0].path == path + "/a/.zarray");
    }
    folder.add_file("s.zarr/.zarray", "[]");
    const auto broken = read(path);
    REQUIRE_FALSE(broken);
    CHECK(broken.problem().path == path + "/.zarray");
    CHECK(broken.problem().message == "found a array, expected an object; the store cannot be described");
    const auto absent = read(folder / "absent.zarr");
    REQUIRE_FALSE(absent);
    CHECK(absent.problem().path == folder / "absent.zarr");
    CHECK(absent.problem().code == "probe/unreadable");
}

TEST_CASE("an array at the root has the name of its store, without endings") {
    const TempFolder folder;
    const StoreFiles files{
        {".zarray",
         R"({"zarr_format": 2, "shape": [2], "chunks": [2], "dtype": "<f4", "compressor": null, "filters": null, "order": "C", "fill_value": 0})"}};
    const auto name_in = [](const std::string& path) {
        const auto dataset = read(path);
        REQUIRE(dataset);
        return dataset->groups[0].variables.at(0).name;
    };
    CHECK(name_in(write_files(folder, "tas.zarr", files)) == "tas");
    CHECK(name_in(write_files(folder, ".zarr", files)) == ".zarr");
    CHECK(name_in(write_files(folder, "caf\xE9", files)) == "caf\\xE9");
    folder.add_file("pr.zarr.zip", zip_of(files));
    CHECK(name_in(folder / "pr.zarr.zip") == "pr");
    CHECK(name_in(write_files(folder, "slash", files) + "/") == "slash");
}

TEST_CASE("what an archive says wrongly is among the problems of its store") {
    const TempFolder folder;
    folder.add_file("s.zip", zip_of(std::vector<ZipMember>{{.name = ".zgroup", .bytes = R"({"zarr_format": 2})"},
                                                           {.name = "a/../../x", .bytes = "1"}}));
    const auto dataset = read(folder / "s.zip");
    REQUIRE(dataset);
    REQUIRE(dataset->problems.size() == 1);
    CHECK(dataset->problems[0].code == "probe/bad-name");
    CHECK(dataset->problems[0].path == folder / "s.zip");
}
