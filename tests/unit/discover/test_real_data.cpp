#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>
#include <map>

#include "tests/support/source_folder.hpp"
#include "tests/unit/discover/walk_support.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string data_folder() { return test::source_folder() + "/../shared/data"; }

bool data_is_there() {
    if (boost::filesystem::exists(data_folder())) return true;
    WARN("skipped: there is no " + data_folder());
    return false;
}

WalkResult walk_data(const std::string& name) {
    Archive archive;
    archive.root = data_folder() + '/' + name;
    return walk_serially(archive);
}

std::map<Format, std::size_t> counts(const WalkResult& result) {
    std::map<Format, std::size_t> formats;
    for (const Source& source : result.sources) ++formats[source.format];
    return formats;
}

}  // namespace

TEST_CASE("real data: every netCDF file of an ESGF archive") {
    if (!data_is_there()) return;
    const WalkResult result = walk_data("esgf-mini");
    for (const Problem& problem : result.problems) UNSCOPED_INFO(problem.path + ": " + problem.message);
    std::size_t names = 0;
    for (const auto& entry : boost::filesystem::recursive_directory_iterator(data_folder() + "/esgf-mini")) {
        names += entry.path().extension() == ".nc" ? 1 : 0;
    }
    CHECK(names > 0);
    CHECK(result.sources.size() == names);
    CHECK(result.problems.empty());
}

TEST_CASE("real data: references in JSON and Parquet") {
    if (!data_is_there()) return;
    const std::map<Format, std::size_t> formats = counts(walk_data("kerchunk"));
    CHECK(formats.at(Format::kerchunk_json) == 12);
    CHECK(formats.at(Format::kerchunk_parquet) == 1);
    const std::map<Format, std::size_t> gdal = counts(walk_data("gdal/zarr"));
    CHECK(gdal.at(Format::kerchunk_json) == 2);
    CHECK(gdal.at(Format::kerchunk_parquet) == 7);
}
