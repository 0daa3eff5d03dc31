#include <algorithm>
#include <boost/filesystem.hpp>
#include <catch2/catch.hpp>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/formats.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

namespace fs = boost::filesystem;

std::vector<Source> stores_below(const std::string& folder) {
    std::vector<Source> sources;
    if (!fs::exists(folder)) {
        WARN("skipped: there is no " + folder);
        return sources;
    }
    for (fs::recursive_directory_iterator at(folder), end; at != end; ++at) {
        if (!fs::is_directory(at->path())) continue;
        const auto format = format_of_folder(at->path().string());
        if (!format) continue;
        at.disable_recursion_pending();
        Source source;
        source.path = at->path().string();
        source.format = *format;
        if (*format == Format::zarr2 || *format == Format::zarr3) sources.push_back(source);
    }
    return sources;
}

Dataset read(const std::string& path, Format format = Format::zarr2) {
    Source source;
    source.path = path;
    source.format = format;
    auto dataset = make_native_reader({}, ReaderChoice::native, {})->read(source);
    INFO(path << ": " << (dataset ? std::string() : dataset.problem().message));
    REQUIRE(dataset);
    return *std::move(dataset);
}

}  // namespace

TEST_CASE("real stores: all but the one that is no JSON are described") {
    const auto reader = make_native_reader({}, ReaderChoice::native, {});
    for (const Source& source : stores_below(shared_data())) {
        INFO(source.path);
        const auto dataset = reader->read(source);
        if (source.path.ends_with("/array_attrs.zarr")) {  // has single quotes
            REQUIRE_FALSE(dataset);
            CHECK(dataset.problem().message.find("found broken JSON in line 4, column 14") == 0);
            continue;
        }
        REQUIRE(dataset);
        INFO(problems_of(*dataset));
        CHECK(std::none_of(dataset->problems.begin(), dataset->problems.end(),
                           [](const Problem& problem) { return problem.severity == Severity::error; }));
        (void)interpret(*dataset);
    }
}

TEST_CASE("real stores: ICON output on HEALPix") {
    const std::string path = shared_data() + "/healpix/ngc4008a_P1D_1.zarr";
    if (stores_below(path + "/..").empty()) return;
    const Dataset dataset = read(path);
    CHECK(dataset.store == StoreTraits{2, true});
    REQUIRE(dataset.groups.size() == 1);
    CHECK(dataset.groups[0].variables.size() == 21);
    const Variable& time = variable_at(dataset, "time");
    REQUIRE(size_of(time.values) == 4390);
    CHECK(std::get<std::vector<std::int64_t>>(time.values)[1] == 1625270400);
    CHECK(variable_at(dataset, "cli").type == Type::float32);
    CHECK(variable_at(dataset, "cli").dimensions.size() == 3);
}

TEST_CASE("real stores: dimensions of an enclosing group, and of NCZarr") {
    const std::string folder = shared_data() + "/gdal/zarr";
    if (stores_below(folder).empty()) return;
    CHECK(outline_of(read(folder + "/array_dimensions_upper_level.zarr")) ==
          "/\n  lat(lat=20)\n  lon(lon=40)\n/subgroup\n  var(lat=20, lon=40)\n");
    const Dataset nczarr = read(folder + "/nczarr_v2.zarr");
    CHECK(variable_at(nczarr, "MyGroup/lat").values == Values(std::vector<double>{48, 49, 50}));
    CHECK(outline_of(nczarr).find(
              "dset2(/MyGroup/lat=3, /MyGroup/lon=3)\n  dset3(/MyGroup/Group_A/lat=2, /MyGroup/Group_A/lon=2)") !=
          std::string::npos);
}

TEST_CASE("real stores: a group that is listed but gone") {
    const std::string folder = shared_data() + "/gdal/zarr";
    if (stores_below(folder).empty()) return;
    CHECK(problems_of(read(folder + "/group_with_zmetadata.zarr")).find("it lists 'foo/unexpected'") !=
          std::string::npos);
}
