// Hostile and large sets take bounded memory.
#include <zstd.h>

#include <catch2/catch.hpp>
#include <string>

#include "builder/probe/native_reader.hpp"
#include "tests/support/memory_peak.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

Outcome<Dataset> read(const TempFolder& folder, std::string_view text) {
    folder.add_file("set.json", text);
    Source source;
    source.path = folder / "set.json";
    source.format = Format::kerchunk_json;
    reset_memory_peak();
    return make_native_reader({}, ReaderChoice::native, {})->read(source);
}

std::string packed(std::string_view text) {
    std::string bytes(ZSTD_compressBound(text.size()), '\0');
    bytes.resize(ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), 1));
    return bytes;
}

}  // namespace

TEST_CASE("a text of a set is at most so long") {
    const TempFolder folder;
    const auto dataset = read(folder, "{\".zgroup\": \"" + std::string(40 << 20, 'x') + "\"}");
    REQUIRE_FALSE(dataset);
    CHECK(dataset.problem().message.find("a text or number is longer than 33554432 bytes") != std::string::npos);
    CHECK(memory_peak_bytes() < 150 << 20);
}

TEST_CASE("an object of a set is at most so large") {
    const TempFolder folder;
    std::string text = "{\".zgroup\": \"{}\", \"a/.zarray\": {\"x\": [";
    for (int i = 0; i < 5'000'000; ++i) text += "1234567,";
    const auto dataset = read(folder, text + "1]}}");
    REQUIRE(dataset);
    REQUIRE_FALSE(dataset->problems.empty());
    CHECK(dataset->problems.back().message == "found an object that is too large; the metadata are left out");
    CHECK(memory_peak_bytes() < 150 << 20);
}

TEST_CASE("a small file that decompresses to very much is refused") {
    const TempFolder folder;
    std::string text = "{\"x\": [";
    for (int i = 0; i < 40 << 20; ++i) text += "1,";
    const std::string bomb = packed(text);
    REQUIRE(bomb.size() < 20'000);
    const auto dataset = read(folder, bomb);
    REQUIRE_FALSE(dataset);
    CHECK(dataset.problem().message.find("decompress to more than 1000 times as much") != std::string::npos);
    CHECK(memory_peak_bytes() < 20 << 20);
}

TEST_CASE("the references of a large set are not held") {
    const TempFolder folder;
    std::string text = R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}",
        "tas/.zarray": {"zarr_format": 2, "shape": [400000], "chunks": [1], "dtype": "<f4", "compressor": null,
                        "filters": null, "order": "C", "fill_value": null})";
    for (int i = 0; i < 400'000; ++i) {
        text += ",\"tas/" + std::to_string(i) + "\":[\"https://host/a/rather/long/name/of/a/folder/file_" +
                std::to_string(i / 400) + ".nc\"," + std::to_string(i) + ",4]";
    }
    const auto dataset = read(folder, text + "}}");
    REQUIRE(dataset);
    CHECK(dataset->problems.empty());
    CHECK(dataset->sources.size() == 1000);
    CHECK(memory_peak_bytes() < 4 << 20);
}
