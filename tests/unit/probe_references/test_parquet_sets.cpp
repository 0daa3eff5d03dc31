#include <catch2/catch.hpp>

#include "builder/probe/native_reader.hpp"
#include "tests/support/source_folder.hpp"
#include "tests/unit/probe/real_files.hpp"
#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// Forty references (tests/unit/probe_parquet/files): rows 0, 8, 16, ... have no path, or raw bytes.
std::string records(const std::string& name = "v1-zstd") {
    return read_file(test::source_folder() + "/tests/unit/probe_parquet/files/" + name + ".parquet");
}

std::string metadata(std::string_view more = R"("record_size": 40)") {
    return R"({"metadata": {".zgroup": {"zarr_format": 2},
        "tas/.zarray": {"zarr_format": 2, "shape": [40, 2], "chunks": [1, 2], "dtype": "<f4", "compressor": null,
                        "filters": null, "order": "C", "fill_value": NaN},
        "tas/.zattrs": {"_ARRAY_DIMENSIONS": ["time", "x"]}}, )" +
           std::string(more) + "}";
}

Outcome<Dataset> read(const std::string& path, const references::Reachable& reachable = {}) {
    Source source;
    source.path = path;
    source.format = Format::kerchunk_parquet;
    return make_native_reader({}, ReaderChoice::native, {}, reachable)->read(source);
}

Dataset read_set_in(const TempFolder& folder) {
    auto dataset = read(folder / "set.json");
    INFO((dataset ? std::string() : dataset.problem().message));
    REQUIRE(dataset);
    return *std::move(dataset);
}

std::string fixture(const std::string& name) {
    const std::string path = shared_data() + "/gdal/zarr/kerchunk_parquet/" + name;
    return read_file(path + "/.zmetadata").empty() ? std::string() : path;
}

/// The problems of a fixture that can be described, without the path.
std::string said_of_fixture(const std::string& name) {
    const std::string path = fixture(name);
    if (path.empty()) return "absent";
    const auto dataset = read(path);
    REQUIRE(dataset);
    std::string said;
    for (const Problem& problem : dataset->problems)
        said += problem.code + ' ' + problem.path.substr(path.size()) + ' ' + problem.message + '\n';
    return said + sources_of(*dataset);
}

}  // namespace

TEST_CASE("a set in Parquet is a virtual store") {
    for (const std::string name : {"v1-zstd", "v2-snappy", "plain", "groups", "pages"}) {
        INFO(name);
        const TempFolder folder;
        folder.add_file("set.json/.zmetadata", metadata());
        folder.add_file("set.json/tas/refs.0.parq", records(name));
        const Dataset dataset = read_set_in(folder);
        CHECK(said_of(dataset).empty());
        CHECK(dataset.format == "kerchunk references (Parquet) of Zarr v2");
        CHECK(dataset.store == StoreTraits{2, true, false});
        CHECK(dataset.is_virtual);
        CHECK(sources_of(dataset) ==
              "s3://bucket/a.nc 3822 time[1,40) x[0,2)\ns3://bucket/b.nc 364 time[4,29) x[0,2)\n");
    }
}

TEST_CASE("references go on in the next file") {
    const TempFolder folder;
    std::string twice = metadata();
    twice.replace(twice.find("[40, 2]"), 7, "[50, 2]");
    folder.add_file("set.json/.zmetadata", twice);
    folder.add_file("set.json/tas/refs.0.parq", records());
    const Dataset one = read_set_in(folder);
    CHECK(said_of(one) ==
          "probe/missing-references set.json/tas 1 of its 2 files of references are not there: their "
          "chunks are taken for fill values\n");
    folder.add_file("set.json/tas/refs.1.parq", records());
    const Dataset two = read_set_in(folder);
    CHECK(sources_of(two).find("s3://bucket/a.nc") == 0);
    CHECK(said_of(two) ==
          "probe/outside-array set.json/tas/refs.1.parq, row 10 the array has 50 chunks, of which 40 "
          "stand in each file: there are none for this one; it is left out\n");
    folder.add_file("set.json/tas/refs.2.parq", records());
    CHECK(said_of(read_set_in(folder)).find("(the first of ") != std::string::npos);
}

TEST_CASE("a set without its metadata is said") {
    const TempFolder folder;
    folder.add_file("set.json/tas/refs.0.parq", records());
    const auto why = [&](std::string_view text) {
        if (!text.empty()) folder.add_file("set.json/.zmetadata", text);
        const auto dataset = read(folder / "set.json");
        REQUIRE_FALSE(dataset);
        CHECK(dataset.problem().path == folder / "set.json/.zmetadata");
        return dataset.problem().message;
    };
    CHECK(why("") ==
          "there is no .zmetadata, without which the references say nothing; restore it, or make the "
          "references again");
    CHECK(why("{\"metadata\": {},\n5}").find("found broken JSON in line 2, column 1") == 0);
    for (const char* size : {"\"a\": 1", "\"record_size\": 0", "\"record_size\": -1", "\"record_size\": 99999999999",
                             "\"record_size\": \"40\""})
        CHECK(why(metadata(size)) == "found no 'record_size' of 1 to 10000000");
    CHECK(why(R"({"metadata": 5, "record_size": 40})") == "found no object 'metadata'");
}

TEST_CASE("files of references that cannot be used cost their references") {
    const auto said = [](std::string_view bytes, std::string_view more = R"("record_size": 40)") {
        const TempFolder folder;
        folder.add_file("set.json/.zmetadata", metadata(more));
        folder.add_file("set.json/tas/refs.0.parq", bytes);
        const Dataset dataset = read_set_in(folder);
        CHECK(dataset.sources.empty());
        CHECK(dataset.groups[0].variables.size() == 1);
        return said_of(dataset);
    };
    const std::string begin = "probe/bad-parquet set.json/tas/refs.0.parq ";
    const std::string end = "; its references are left out\n";
    CHECK(said("") == begin + "the file does not end with \"PAR1\": it is cut off, or no Parquet file" + end);
    CHECK(said(records("brotli")) ==
          begin + "column 'path': found the codec 4; uncompressed, snappy, gzip and zstd pages are read" + end);
    CHECK(said(records(), R"("record_size": 39)")
              .find(begin + "found 40 rows, expected at most the record_size of 39" + end) == 0);
    std::string renamed = records("plain");
    renamed.replace(renamed.rfind("size"), 4, "rize");
    renamed.replace(renamed.find("size"), 4, "rize");
    CHECK(said(renamed).find(begin) == 0);
}

TEST_CASE("wrong Parquet sets of other projects") {
    if (fixture("parquet_ref_min").empty()) {
        WARN("the shared data are absent: skipped");
        return;
    }
    CHECK(said_of_fixture("parquet_ref_min") == "x/0.bin 1 phony_dim_0[0,1)\n");
    CHECK(said_of_fixture("parquet_ref_0_dim") == "x/0.bin 0\n");
    CHECK(said_of_fixture("parquet_ref_0_dim_missing_size") == "x/0.bin 0\n");
    CHECK(said_of_fixture("parquet_ref_0_dim_inline_content").empty());
    CHECK(
        said_of_fixture("parquet_ref_0_dim_path_dot_dot") ==
        "probe/refused-source /x/0 refers to '../x/0.bin', which is refused: '..' would leave the folder of the data; "
        "the source is left out\n");
    CHECK(said_of_fixture("parquet_ref_invalid_parquet_struct") ==
          "probe/bad-parquet /x/refs.0.parq found no column 'raw', expected path, offset, size and raw; its references "
          "are left out\n");
    CHECK(said_of_fixture("parquet_ref_2_dim") ==
          "ar/0.bin 6 phony_dim_0[0,2) phony_dim_1[0,3)\nar/1.bin 6 phony_dim_0[0,2) phony_dim_1[3,4)\n"
          "ar/2.bin 6 phony_dim_0[2,3) phony_dim_1[0,3)\nar/4.bin 6 phony_dim_0[2,3) phony_dim_1[3,4)\n");
}

TEST_CASE("the set of a CMIP7 variable: its sources with the steps that they hold") {
    const auto dataset = read(shared_data() + "/kerchunk/cmip7_uo.parquet");
    if (!dataset) {
        WARN("the shared data are absent: skipped");
        return;
    }
    CHECK(dataset->problems.empty());
    CHECK(dataset->groups[0].variables.size() == 11);
    REQUIRE(dataset->sources.size() == 17);
    const DimensionId time = variable_of(*dataset, "time").dimensions.at(0);
    std::vector<IndexRange> steps;
    for (const ReferencedSource& source : dataset->sources) {
        for (const IndexRange& range : source.covers)
            if (range.dimension == time) steps.push_back(range);
    }
    REQUIRE(steps.size() == 17);
    // The writer put the second file (1861 to 1870) after the fourth: DuckDB finds these numbers, too.
    CHECK(steps[0] == IndexRange{time, 0, 132});
    CHECK(steps[1] == IndexRange{time, 372, 492});
    CHECK(steps[2] == IndexRange{time, 132, 252});
    CHECK(steps[16] == IndexRange{time, 1932, dimension(*dataset, time).size});
    CHECK(dataset->sources[0].bytes == 1315697461);
    CHECK(dataset->sources[1].bytes == 1196016273);
    CHECK(variable_of(*dataset, "time").values_missing_because.find("chunk 'time/0': refers to 's3://esgf-world/") ==
          0);
}
