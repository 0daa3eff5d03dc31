#include <zstd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "builder/probe/formats.hpp"
#include "builder/probe/references/signature.hpp"
#include "tests/support/store_files.hpp"
#include "tests/support/temp_folder.hpp"

using namespace cairn;

namespace {

using std::string_literals::operator""s;

const std::string k_hdf5 = "\x89HDF\r\n\x1A\n";

ByteAccess access_to(const std::string& bytes) {
    return {bytes.size(), [bytes](std::uint64_t offset, std::size_t count) {
                return offset < bytes.size() ? bytes.substr(static_cast<std::size_t>(offset), count) : std::string();
            }};
}

std::optional<Format> format_of_bytes(const std::string& bytes) { return format_of(access_to(bytes)); }

}  // namespace

TEST_CASE("each format has one row, and each row one way to read") {
    for (const Format format : {Format::cdf1, Format::cdf2, Format::cdf5, Format::hdf5, Format::zarr2, Format::zarr3,
                                Format::kerchunk_json, Format::kerchunk_parquet, Format::icechunk}) {
        CAPTURE(name_of(format));
        std::size_t rows = 0;
        for (const FormatRow& row : format_rows()) rows += std::count(row.formats.begin(), row.formats.end(), format);
        CHECK(rows == 1);
        CHECK((row_of(format).read_file == nullptr) == is_store(format));
    }
    for (const FormatRow& row : format_rows()) {
        CHECK((row.read_file == nullptr) != (row.read_store == nullptr));
        CHECK((row.format_of_file != nullptr || !row.folders.empty()));
        for (const FolderMark& mark : row.folders) CHECK(&row_of(mark.format) == &row);
    }
}

TEST_CASE("classic netCDF by magic and version") {
    CHECK(format_of_bytes("CDF\x01rest"s) == Format::cdf1);
    CHECK(format_of_bytes("CDF\x02rest"s) == Format::cdf2);
    CHECK(format_of_bytes("CDF\x05rest"s) == Format::cdf5);
    CHECK(format_of_bytes("CDF\x03rest"s) == std::nullopt);
    CHECK(format_of_bytes("CDF1"s) == std::nullopt);
    CHECK(format_of_bytes("CDF"s) == std::nullopt);
    CHECK(format_of_bytes(" CDF\x01"s) == std::nullopt);
    CHECK(format_of_bytes("") == std::nullopt);
}

TEST_CASE("HDF5 behind a user block of any allowed size") {
    for (const std::size_t block : {0U, 512U, 1024U, 2048U, 4096U, 65536U, 1U << 20}) {
        CAPTURE(block);
        CHECK(format_of_bytes(std::string(block, 'x') + k_hdf5) == Format::hdf5);
    }
    CHECK(format_of_bytes(std::string(768, 'x') + k_hdf5) == std::nullopt);
    CHECK(format_of_bytes(std::string(1536, 'x') + k_hdf5) == std::nullopt);
    CHECK(format_of_bytes(std::string(512, 'x') + k_hdf5.substr(0, 7)) == std::nullopt);
}

TEST_CASE("the search for HDF5 is bounded on the largest file") {
    std::size_t reads = 0;
    const ByteAccess huge{~0ULL, [&reads](std::uint64_t, std::size_t) { return ++reads, "nothing of note"s; }};
    CHECK(format_of(huge) == std::nullopt);
    CHECK(reads < 70);
}

TEST_CASE("a tar of HDF5 files is not HDF5") {
    std::string tar(512, '\0');
    tar.replace(257, 5, "ustar");
    CHECK(format_of_bytes(tar + k_hdf5) == std::nullopt);
}

TEST_CASE("kerchunk references in zstd frames are told from other compressed files") {
    const auto packed = [](const std::string& text) {
        std::string bytes(ZSTD_compressBound(text.size()), '\0');
        bytes.resize(ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), 3));
        return bytes;
    };
    const std::string begin = R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}")";
    CHECK(format_of_bytes(packed(begin + "}}")) == Format::kerchunk_json);
    CHECK(format_of_bytes(packed(begin + std::string(1'000'000, ' ') + "}}")) == Format::kerchunk_json);
    CHECK(format_of_bytes(packed(R"({"version": 1, "refs": {"heads/main": "0a1b"}})")) == std::nullopt);
    CHECK(format_of_bytes(packed("plain text")) == std::nullopt);
    CHECK(format_of_bytes(packed("")) == std::nullopt);
    CHECK(format_of_bytes("\x28\xB5\x2F\xFD damaged"s) == std::nullopt);
}

TEST_CASE("Icechunk repositories by the magic of their files") {
    const std::string magic =
        "ICE\xF0\x9F\xA7\x8A"
        "CHUNK";
    const test::TempFolder folder;
    folder.add_file("v2/repo", magic + " rest");
    folder.add_file("v1/snapshots/A", magic + " rest");
    folder.add_file("v1/refs/branch.main/ref.json", "{}");
    folder.add_file("other/repo", "a file of this name");
    folder.add_file("pictures/snapshots/a.jpg", "a picture");
    folder.add_file("pictures/refs/a", "a reference");
    folder.add_file("alone/snapshots/A", magic);
    folder.add_folder("empty/snapshots");
    folder.add_folder("empty/refs");
    CHECK(format_of_folder(folder / "v2") == Format::icechunk);
    CHECK(format_of_folder(folder / "v1") == Format::icechunk);
    for (const char* name : {"other", "pictures", "alone", "empty"})
        CHECK(format_of_folder(folder / name) == std::nullopt);
    CHECK(marks_a_store("snapshots"));
    CHECK(marks_a_store("repo"));
}

TEST_CASE("kerchunk references are told from other JSON") {
    const auto is_kerchunk = [](const std::string& text) { return format_of_bytes(text) == Format::kerchunk_json; };
    const std::string version1 = R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\":2}", "x/0": ["u", 0, 1]}})";
    CHECK(is_kerchunk(version1));
    CHECK(is_kerchunk("\xEF\xBB\xBF\n " + version1));
    CHECK(is_kerchunk(R"({"refs": {"x\/.zarray": {"shape": []}}, "version": 1})"));
    CHECK(is_kerchunk(R"({"refs": {"zarr.json": "{\n \"zarr_format\": 3}"}})"));
    CHECK(is_kerchunk(R"({".zgroup": {"zarr_format": 2}, "x/0": ["0.bin"]})"));
    CHECK(is_kerchunk(R"({"x/0": ["0.bin"], "x/.zarray": "base64:e30="})"));
    CHECK(is_kerchunk(R"({"version": 1, "refs": {}})"));

    CHECK_FALSE(is_kerchunk("{}"));
    CHECK_FALSE(is_kerchunk(R"([{"version": 1, "refs": {".zgroup": "{}"}}])"));
    CHECK_FALSE(is_kerchunk(R"({"type": "Feature", "stac_version": "1.1.0", "links": []})"));
    CHECK_FALSE(is_kerchunk(R"({"version": 1, "refs": {"heads/main": "0a1b"}})"));
    CHECK_FALSE(is_kerchunk(R"({"refs": ["a"], "version": 1})"));
    CHECK_FALSE(is_kerchunk(R"({"a.zarr/.zgroup": "d41d8cd98f00b204e9800998ecf8427e"})"));
    CHECK_FALSE(is_kerchunk(R"({"metadata": {".zgroup": {"zarr_format": 2}}, "zarr_consolidated_format": 1})"));
    CHECK_FALSE(is_kerchunk(R"({"note": "\"refs\": {\".zgroup\": 1"})"));
}

TEST_CASE("references longer than what is looked at") {
    std::string templates = R"({"version": 1, "templates": {"u": ")" + std::string(100'000, 'x') + R"("}, "refs": {}})";
    CHECK(format_of_bytes(templates) == Format::kerchunk_json);
    std::string chunks_first = R"({"version": 1, "refs": {)";
    for (int i = 0; i < 5000; ++i) chunks_first += "\"x/" + std::to_string(i) + R"(": ["url", 0, 100], )";
    CHECK(format_of_bytes(chunks_first + R"("x/.zarray": {}}})") == Format::kerchunk_json);
}

TEST_CASE("JSON that is cut off or broken gives no surprise") {
    const std::string text = R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\":2}"}})";
    for (std::size_t length = 0; length < text.size(); ++length) {
        CHECK_NOTHROW(references::is_kerchunk_text(text.substr(0, length), true));
    }
    CHECK_FALSE(references::is_kerchunk_text("{]}]}]}\"a\":", true));
    CHECK_FALSE(references::is_kerchunk_text(std::string(60'000, '{'), false));
}

TEST_CASE("folders that are stores") {
    const test::TempFolder folder;
    const auto with = [&](const std::string& name, const std::string& text) {
        folder.add_file(name, text);
        return format_of_folder(folder.path() + '/' + name.substr(0, name.find('/')));
    };
    folder.add_folder("plain");
    CHECK(format_of_folder(folder / "plain") == std::nullopt);
    CHECK(format_of_folder(folder / "absent") == std::nullopt);
    CHECK(with("v3/zarr.json", "{}") == Format::zarr3);
    CHECK(with("group/.zgroup", "{}") == Format::zarr2);
    CHECK(with("array/.zarray", "{}") == Format::zarr2);
    CHECK(with("consolidated/.zmetadata", R"({"metadata": {"record_size": 1}})") == Format::zarr2);
    CHECK(with("refs/.zmetadata", R"({"metadata": {}, "record_size": 1000})") == Format::kerchunk_parquet);
    CHECK(with("only-attributes/.zattrs", "{}") == std::nullopt);
    folder.add_folder("strange/zarr.json");
    CHECK(format_of_folder(folder / "strange") == std::nullopt);
}

TEST_CASE("zip archives that hold a store") {
    using Files = test::StoreFiles;
    const auto format_of_archive = [](const std::string& bytes) { return format_of_bytes(bytes); };
    CHECK(format_of_archive(test::zip_of(Files{{".zgroup", ""}, {"a/0", ""}})) == Format::zarr2);
    CHECK(format_of_archive(test::zip_of(Files{{".zarray", ""}})) == Format::zarr2);
    CHECK(format_of_archive(test::zip_of(Files{{".zmetadata", ""}})) == Format::zarr2);
    CHECK(format_of_archive(test::zip_of(Files{{"zarr.json", ""}})) == Format::zarr3);
    CHECK(format_of_archive(test::zip_of(Files{{"zarr.json", ""}, {".zgroup", ""}})) == Format::zarr3);
    CHECK(format_of_archive(test::zip_of(Files{{"zarr.json", ""}, {"a/0", ""}}, "s.zarr/")) == Format::zarr3);
    CHECK(format_of_archive(test::zip_of(Files{{"s/zarr.json", ""}, {"README", ""}})) == Format::zarr3);
    CHECK(format_of_archive(test::zip_of(Files{{"s/.zgroup", ""}, {"t/.zgroup", ""}})) == std::nullopt);
    CHECK(format_of_archive(test::zip_of(Files{{"data/s/.zgroup", ""}})) == std::nullopt);
    CHECK(format_of_archive(test::zip_of(Files{{"table.csv", "1,2"}})) == std::nullopt);
    const std::string whole = test::zip_of(Files{{".zgroup", "{}"}, {"a/0", "chunk"}});
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(format_of_archive(whole.substr(0, length)) == std::nullopt);
}

TEST_CASE("a directory of more entries than one piece of it holds") {
    test::StoreFiles files;
    for (int i = 0; i < 6000; ++i) files["s/variable/chunk." + std::to_string(i)] = "";
    CHECK(format_of_bytes(test::zip_of(files)) == std::nullopt);
    files["s/zarr.json"] = "";
    CHECK(format_of_bytes(test::zip_of(files)) == Format::zarr3);
}

TEST_CASE("names that claim to be data") {
    for (const char* name :
         {"x.nc", "x.NC", "x.nc4", "x.cdf", "a.b.h5", "x.hdf5", "x.he5", "x.zarr", "x.Zarr.zip", ".nc"}) {
        CHECK(claims_to_be_data(name));
    }
    for (const char* name : {"nc", "x.nc.gz", "x.zip", "x.txt", "x.json", "", "x.", "README"})
        CHECK_FALSE(claims_to_be_data(name));
}
