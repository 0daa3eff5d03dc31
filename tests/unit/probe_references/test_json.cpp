#include <zstd.h>

#include <catch2/catch.hpp>

#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Integers = std::vector<std::int64_t>;

Integers times_of(const Dataset& dataset) {
    const Variable& time = variable_of(dataset, "time");
    INFO(time.values_missing_because);
    REQUIRE(std::holds_alternative<Integers>(time.values));
    return std::get<Integers>(time.values);
}

}  // namespace

TEST_CASE("a set of version 1 is a virtual store of Zarr v2") {
    const TempFolder folder;
    const Dataset dataset =
        read_set(folder, set_of(R"("time/0": "base64:AQACAA==", "time/1": "\u0003\u0000\u0004\u0000")"));
    CHECK(said_of(dataset).empty());
    CHECK(dataset.reader == "native-references");
    CHECK(dataset.format == "kerchunk references (JSON) of Zarr v2");
    CHECK(dataset.store == StoreTraits{2, false, false});
    CHECK(dataset.is_virtual);
    CHECK(text_attribute(dataset.groups[0].attributes, "title") == "A set");
    CHECK(times_of(dataset) == Integers{1, 2, 3, 4});
    CHECK(dataset.sources.empty());
}

TEST_CASE("version 0 has its keys at the root") {
    const TempFolder folder;
    const Dataset dataset =
        read_set(folder, "{" + metadata_members() +
                             R"(, "time/0": "base64:AQACAA==", "time/1": ["t.bin"], "tas/0.0": ["a.nc", 8, 24]})");
    CHECK(sources_of(dataset) == "a.nc 24 time[0,2) x[0,3)\nt.bin 0 time[2,4)\n");
    folder.add_file("t.bin", std::string_view("\3\0\4\0", 4));
    CHECK(times_of(read_set(folder, test::read_file(folder / "set.json"))) == Integers{1, 2, 3, 4});
}

TEST_CASE("what stands beside the references may come before or after them; other members are passed over") {
    const TempFolder folder;
    const std::string refs = "\"refs\": {" + metadata_members() + R"(, "tas/0.0": ["{{u}}/a.nc", 8, 24]})";
    const std::string expected = "s3://bucket/a.nc 24 time[0,2) x[0,3)\n";
    CHECK(sources_of(read_set(folder, R"({"version": 1, "templates": {"u": "s3://bucket"}, )" + refs + "}")) ==
          expected);
    CHECK(sources_of(read_set(folder, "\xEF\xBB\xBF{" + refs + R"(, "templates": {"u": "s3://bucket"}, "version": 1,
        "other": {"a": [1, {"refs": {"x/0": 1}}], "b": null}, "more": "text"})")) == expected);
}

TEST_CASE("a set in a zstd frame is read") {
    const TempFolder folder;
    const std::string text = set_of(R"("time/0": "base64:AQACAA==", "time/1": "base64:AwAEAA==")");
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
    CHECK(times_of(read_set(folder, packed)) == Integers{1, 2, 3, 4});
    const auto cut = read_text(folder, packed.substr(0, packed.size() - 9));
    REQUIRE_FALSE(cut);
    CHECK(cut.problem().message.find("the zstd data are cut off; the references are left out") != std::string::npos);
    packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
    const auto damaged = read_text(folder, packed);
    CHECK_FALSE(damaged);
}

TEST_CASE("the text of a set is read in blocks, wherever these end") {
    const TempFolder folder;
    const std::string references =
        R"("time/0": "base64:AQACAA==", "time/1": "base64:AwAEAA==", "tas/0.0": ["a.nc", 8, 24])";
    for (const std::size_t length : {262'100U, 262'144U - 900U, 262'144U, 524'288U}) {
        const std::string spaces(length, ' ');
        const Dataset dataset = read_set(folder, spaces + set_of(references) + spaces);
        CHECK(times_of(dataset) == Integers{1, 2, 3, 4});
        CHECK(dataset.sources.size() == 1);
    }
}

TEST_CASE("metadata may lie in files, and in one consolidated document") {
    const TempFolder folder;
    folder.add_file("attributes.json", R"(xx{"title": "From a file"})");
    const Dataset in_file = read_set(folder, R"({"version": 1, "templates": {"f": "attributes.json"}, "refs": {
        ".zgroup": "{\"zarr_format\": 2}", ".zattrs": ["{{f}}", 2, 24]}})");
    CHECK(said_of(in_file).empty());
    CHECK(text_attribute(in_file.groups[0].attributes, "title") == "From a file");
    const std::string members = metadata_members();
    const Dataset consolidated = read_set(
        folder,
        R"({"refs": {".zmetadata": {"zarr_consolidated_format": 1, "metadata": {".zgroup": {"zarr_format": 2},)" +
            members.substr(members.find("\"time/.zarray")) +
            R"(}}, "time/0": "base64:AQACAA==", "time/1": "base64:AwAEAA=="}})");
    CHECK(said_of(consolidated).empty());
    CHECK(consolidated.store == StoreTraits{2, true, false});
    CHECK(consolidated.is_virtual);
    CHECK(consolidated.groups[0].variables.size() == 2);
    CHECK(times_of(consolidated) == Integers{1, 2, 3, 4});
}

TEST_CASE("references may stand for Zarr v3") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, R"({"version": 1, "refs": {
        "zarr.json": "{\"zarr_format\": 3, \"node_type\": \"group\"}",
        "time/zarr.json": {"zarr_format": 3, "node_type": "array", "shape": [4], "data_type": "int16", "fill_value": 0,
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}},
            "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
            "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}], "dimension_names": ["time"]},
        "time/c/0": "base64:AQACAA==", "time/c/1": ["t.bin", 0, 4]}})");
    CHECK(dataset.store == StoreTraits{3, false, false});
    CHECK(dataset.is_virtual);
    CHECK(sources_of(dataset) == "t.bin 4 time[2,4)\n");
    CHECK(variable_of(dataset, "time").values_missing_because ==
          "chunk 'time/c/1': '" + (folder / "t.bin") + "' is not there");
}
