#include <catch2/catch.hpp>

#include "builder/discover/other_files.hpp"
#include "builder/discover/serial_runner.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;
using namespace std::string_literals;

namespace {

std::string kind(std::string_view name, std::string_view bytes = "") {
    return std::string(kind_of_file(name, bytes).name);
}

void fill(const TempFolder& folder) {
    folder.add_file("a/x_20010131.grb", "GRIB\0\0\0\2"s);
    folder.add_file("a/README", "words");
    folder.add_file("b.hdf", "\x0E\x03\x13\x01 and more");
    folder.add_file("c.hdf", "neither HDF4 nor HDF5");
    folder.add_file("left/out.tif", "II*\0"s);
}

}  // namespace

TEST_CASE("signatures decide before endings") {
    CHECK(kind("x", "GRIB\0\0\0\2"s) == "GRIB");
    CHECK(kind("x.dat", "BUFR") == "BUFR");
    CHECK(kind("x.bin", "II*\0"s) == "TIFF");
    CHECK(kind("x.bin", "MM\0*"s) == "TIFF");
    CHECK(kind("x.txt", "%PDF-1.7") == "PDF");
    CHECK(kind("x", "\x0E\x03\x13\x01") == "HDF4");
    CHECK(kind("x.png", "\xFF\xD8\xFF\xE0") == "image");
    CHECK(kind_of_file("x.png", "\xFF\xD8\xFF\xE0").media_type == "image/jpeg");
    CHECK(kind("x.tar", "\x1F\x8B\x08") == "packed");
    CHECK(kind("x", "PK\x03\x04") == "packed");
}

TEST_CASE("without a signature the ending of the name says what a file is, in any letter case") {
    CHECK(kind("x.GRIB2", "damaged") == "GRIB");
    CHECK(kind("x.csv") == "CSV");
    CHECK(kind("README") == "text");
    CHECK(kind("Readme.first") == "text");
    CHECK(kind("MD5SUMS") == "checksums");
    CHECK(kind("x.nc.md5") == "checksums");
    CHECK(kind("x.json") == "JSON");
    CHECK(kind("coast.shp") == "shapefile");
    CHECK(kind("csv") == "other");
    CHECK(kind("x.") == "other");
    CHECK(kind("") == "other");
}

TEST_CASE("a name of a format that is read and bytes of another are sound only when both are HDF4") {
    CHECK(is_sound_other_format("x.HDF", "\x0E\x03\x13\x01"));
    CHECK_FALSE(is_sound_other_format("x.nc", "\x0E\x03\x13\x01"));
    CHECK_FALSE(is_sound_other_format("x.hdf", "\x1F\x8B\x08"));
    CHECK_FALSE(is_sound_other_format("x.hdf", ""));
}

TEST_CASE("a walk counts files of other formats by kind, and lists them by request") {
    const TempFolder folder;
    fill(folder);
    SerialRunner runner;
    const std::atomic<bool> stop = false;
    const Archive archive = archive_of(folder, {}, {"*.tif"});
    for (const OtherFiles wanted : {OtherFiles::count, OtherFiles::assets}) {
        const WalkResult result = walk(archive, 0, runner, stop, {{}, wanted, nullptr, {}});
        CHECK(result.other_kinds == FileKindCounts{{"GRIB", 1}, {"HDF4", 1}, {"text", 1}});
        CHECK(result.files_excluded == 1);
        CHECK(problems_of(result, folder) == std::vector<std::string>{"discover/unknown-format c.hdf"});
        std::vector<std::string> paths;
        for (const OtherFile& file : result.other_files) paths.push_back(file.source.relative);
        CHECK(paths == (wanted == OtherFiles::count
                            ? std::vector<std::string>{}
                            : std::vector<std::string>{"a/README", "a/x_20010131.grb", "b.hdf"}));
    }
}

TEST_CASE("a name that is not UTF-8 is reported when it becomes part of the catalog") {
    const TempFolder folder;
    folder.add_file("caf\xE9.txt", "words");
    SerialRunner runner;
    const std::atomic<bool> stop = false;
    const WalkResult result = walk(archive_of(folder), 0, runner, stop, {{}, OtherFiles::assets, nullptr, {}});
    CHECK(problems_of(result, folder) == std::vector<std::string>{"discover/not-utf8-name caf\\xE9.txt"});
}
