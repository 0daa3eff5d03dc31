// A chunk that is there and cannot be fetched is told from one that is not there, whatever the store is.
#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/time_limit.hpp"
#include "builder/probe/zarr/open_store.hpp"
#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;
namespace fs = boost::filesystem;

namespace {

/// A store of a time axis of two chunks, whose values are integers.
StoreFiles axis() {
    StoreFiles files = files_of_text(R"(-- .zgroup --
{"zarr_format": 2}
-- time/.zarray --
{"zarr_format": 2, "shape": [4], "chunks": [2], "dtype": "<i8", "compressor": null, "filters": null, "order": "C", "fill_value": 0}
-- time/.zattrs --
{"_ARRAY_DIMENSIONS": ["time"], "units": "days since 2000-01-01"})");
    files["time/0"] = bytes_of_integers({1, 2});
    files["time/1"] = bytes_of_integers({3, 4});
    return files;
}

Dataset read_at(const std::string& path) {
    Source source;
    source.path = path;
    source.format = Format::zarr2;
    auto dataset = zarr::read_store_at(source, {});
    INFO((dataset ? std::string() : dataset.problem().message));
    REQUIRE(dataset);
    return *std::move(dataset);
}

void check_lost(const Dataset& dataset) {
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems[0].code == "probe/unreadable-chunk");
    CHECK(dataset.problems[0].path.ends_with("/time"));
    CHECK(size_of(variable_at(dataset, "time").values) == 0);
    const Interpretation read = interpret(dataset, {});
    CHECK_FALSE(read.granule.time.interval);
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems[0].code == "interpret/time-unreadable");
    CHECK(read.problems[0].severity == Severity::error);
}

}  // namespace

TEST_CASE("a chunk in a folder that cannot be fetched is a problem, and so is the time that is lost") {
    const TempFolder folder;
    const std::string path = write_files(folder, "s.zarr", axis());
    const std::string chunk = path + "/time/1";
    CHECK(read_at(path).problems.empty());
    SECTION("a pipe") {
        fs::remove(chunk);
        REQUIRE(::mkfifo(chunk.c_str(), 0600) == 0);
        check_lost(read_at(path));
    }
    SECTION("a link out of the store") {
        fs::rename(chunk, folder.path() + "/elsewhere");
        fs::create_symlink(folder.path() + "/elsewhere", chunk);
        check_lost(read_at(path));
    }
    SECTION("a link to nothing") {
        fs::remove(chunk);
        fs::create_symlink("nothing", chunk);
        check_lost(read_at(path));
    }
    SECTION("without permission") {
        if (::geteuid() == 0) return;  // whom permissions do not concern
        REQUIRE(::chmod(chunk.c_str(), 0) == 0);
        check_lost(read_at(path));
    }
    SECTION("not there at all") {
        fs::remove(chunk);
        const Dataset dataset = read_at(path);
        REQUIRE(dataset.problems.size() == 1);
        CHECK(dataset.problems[0].code == "probe/missing-chunk");
    }
}

TEST_CASE("a chunk in an archive whose checksum is wrong is a problem") {
    const TempFolder folder;
    std::string zip = zip_of(axis());
    const std::size_t chunk = zip.find(bytes_of_integers({3, 4}));
    REQUIRE(chunk != std::string::npos);
    zip[chunk] = 9;
    write_files(folder, "s", {{"s.zarr.zip", zip}});
    check_lost(read_at(folder.path() + "/s/s.zarr.zip"));
}

TEST_CASE("a time that is known from elsewhere is not lost") {
    StoreFiles files = axis();
    files["time/1"] = "short";
    files[".zattrs"] = R"({"time_coverage_start": "2001-01-01", "time_coverage_end": "2001-02-01"})";
    const Dataset dataset = dataset_of_files(files);
    CHECK(dataset.problems.size() == 1);
    const Interpretation read = interpret(dataset, {});
    CHECK(read.granule.time.interval);
    CHECK(read.problems.empty());
}

TEST_CASE("every look-up in a store is a step of its time") {
    TimeLimit none(0);
    StoreFiles files = axis();
    files["time/.zarray"] = with(with(files["time/.zarray"], "[4]", "[99]"), "[2]", "[1]");
    for (int i = 0; i < 99; ++i) files["time/" + std::to_string(i)] = bytes_of_integers({i});
    CHECK_THROWS_AS(read_files(files, {.time = &none}), TimeIsUp);
    TimeLimit enough(3600);
    CHECK(read_files(files, {.time = &enough}));
}
