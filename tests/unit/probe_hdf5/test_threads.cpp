// Readers on several threads share nothing: each gives what one alone gives. For the thread sanitizer above all.
#include <algorithm>
#include <catch2/catch.hpp>
#include <thread>

#include "builder/probe/native_reader.hpp"
#include "tests/support/cdl.hpp"
#include "tests/support/dataset_difference.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_hdf5/hdf5_fixture.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_cdl = R"(netcdf a { dimensions: t=UNLIMITED; x=4; variables: double t(t); float x(x);
    int v(t,x); v:coordinates="x"; :title="text"; data: t=1,2,3; x=1,2,3,4; })";

Source hdf5_source(const std::string& path) {
    Source source;
    source.path = path;
    source.relative = path;
    source.format = Format::hdf5;
    return source;
}

/// All formats, every filter of the HDF5 library itself, and the files of all filters where the shared data is here.
std::vector<Source> sources_in(const TempFolder& folder) {
    std::vector<Source> sources;
    for (const NetcdfKind& kind : netcdf_kinds())
        sources.push_back(make_netcdf(folder.path(), "kind" + std::to_string(sources.size()), k_cdl, kind));
    for (const unsigned filter : {0U, 1U, 2U}) {
        const std::string path = folder / ("filter" + std::to_string(filter) + ".h5");
        Hdf5Writer(path, {filter == 1}).add_coordinate("x", {{5000}, {}, {64}}, [filter](hid_t creation) {
            if (filter == 2 && H5Zfilter_avail(H5Z_FILTER_SZIP) > 0) H5Pset_szip(creation, H5_SZIP_NN_OPTION_MASK, 8);
            if (filter == 1) H5Pset_shuffle(creation);
            if (filter == 1) H5Pset_deflate(creation, 6);
            H5Pset_fletcher32(creation);
        });
        sources.push_back(hdf5_source(path));
    }
    for (const char* name : {"/kerchunk", "/esgf-mini", "/hostile"}) {
        for (Source& source : netcdf_files_below(shared_data() + name)) sources.push_back(std::move(source));
    }
    return sources;
}

std::vector<Outcome<Dataset>> read_all(const std::vector<Source>& sources) {
    const auto reader = make_native_reader({}, ReaderChoice::native, {});
    std::vector<Outcome<Dataset>> results;
    for (const Source& source : sources) results.push_back(reader->read(source));
    return results;
}

bool are_same(const Outcome<Dataset>& a, const Outcome<Dataset>& b) {
    if (!a || !b) return !a && !b && a.problem().message == b.problem().message;
    return first_difference(*a, *b).empty();
}

}  // namespace

TEST_CASE("many files on several threads read as on one") {
    constexpr std::size_t k_threads = 4;
    const TempFolder folder;
    const std::vector<Source> sources = sources_in(folder);
    const auto expected = read_all(sources);
    std::vector<std::vector<Outcome<Dataset>>> found(k_threads);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < k_threads; ++i) threads.emplace_back([&, i] { found[i] = read_all(sources); });
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < k_threads; ++i) {
        REQUIRE(found[i].size() == expected.size());
        for (std::size_t j = 0; j < expected.size(); ++j) {
            INFO(sources[j].path << " on thread " << i);
            CHECK(are_same(expected[j], found[i][j]));
        }
    }
}
