#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "builder/interpret/interpret.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr std::string_view k_prefix = "https://data.example.org/cmorph";

Outcome<Dataset> read(const std::string& path, Format format, const references::Reachable& reachable = {}) {
    Source source;
    source.path = path;
    source.format = format;
    return make_native_reader({}, ReaderChoice::native, {}, reachable)->read(source);
}

Outcome<Dataset> read_cmorph(const references::Reachable& reachable) {
    return read(shared_data() + "/kerchunk/cmorph_pr.json", Format::kerchunk_json, reachable);
}

}  // namespace

TEST_CASE("references to real files: coordinates and source intervals equal those of the files") {
    const std::string folder = shared_data() + "/cmorph";
    const auto dataset = read_cmorph({{{std::string(k_prefix), folder}}, {}});
    if (!dataset) {
        WARN("the shared data are absent: skipped");
        return;
    }
    CHECK(said_of(*dataset).empty());
    REQUIRE(dataset->sources.size() == 24);
    const auto& times = std::get<std::vector<std::int64_t>>(variable_of(*dataset, "time").values);
    const DimensionId time = variable_of(*dataset, "time").dimensions.at(0);
    for (const ReferencedSource& source : dataset->sources) {
        INFO(source.url);
        const auto file = read(folder + source.url.substr(k_prefix.size()), Format::hdf5);
        REQUIRE(file);
        CHECK(variable_of(*dataset, "lat").values == variable_of(*file, "lat").values);
        CHECK(variable_of(*dataset, "lon").values == variable_of(*file, "lon").values);
        const auto steps = std::find_if(source.covers.begin(), source.covers.end(),
                                        [&](const IndexRange& range) { return range.dimension == time; });
        REQUIRE(steps != source.covers.end());
        const auto interval = interpret(*file).granule.time.interval;
        REQUIRE(interval);
        CHECK(UtcInstant{times.at(steps->begin) * 1'000'000} == interval->start);
        CHECK(UtcInstant{times.at(steps->end - 1) * 1'000'000} == interval->end);
        CHECK(source.bytes > 0);
    }
}

TEST_CASE("a source that an archive has lost is said with its path") {
    const std::string folder = shared_data() + "/kerchunk";  // holds no such files
    const auto dataset = read_cmorph({{{std::string(k_prefix), folder}}, {}});
    if (!dataset) {
        WARN("the shared data are absent: skipped");
        return;
    }
    CHECK(dataset->sources.size() == 24);
    REQUIRE(dataset->problems.size() == 21);
    CHECK(dataset->problems[0].code == "probe/missing-source");
    CHECK(dataset->problems[0].message.find(folder + "/30min/atmos") != std::string::npos);
}

TEST_CASE("references alone: what is inline is read, the rest is missing, the sources are the same") {
    const auto mapped = read_cmorph({{{std::string(k_prefix), shared_data() + "/cmorph"}}, {}});
    const auto alone = read_cmorph({});
    if (!alone) {
        WARN("the shared data are absent: skipped");
        return;
    }
    REQUIRE(mapped);
    CHECK(said_of(*alone).empty());
    CHECK(sources_of(*alone) == sources_of(*mapped));
    CHECK(variable_of(*alone, "time").values == variable_of(*mapped, "time").values);
    CHECK(std::holds_alternative<std::monostate>(variable_of(*alone, "lat").values));
}

TEST_CASE("real reference files are described") {
    const std::string folder = shared_data() + "/kerchunk/xarray-data-references";
    if (!std::filesystem::exists(folder)) {
        WARN("the shared data are absent: skipped");
        return;
    }
    for (int i = 0; i < 10; ++i) {
        const auto dataset = read(folder + '/' + std::to_string(i) + ".json", Format::kerchunk_json);
        REQUIRE(dataset);
        INFO(i);
        CHECK(dataset->sources.size() == 1);
        CHECK(size_of(variable_of(*dataset, "latitude").values) == 29);
        CHECK(size_of(variable_of(*dataset, "longitude").values) == 37);
    }
}
