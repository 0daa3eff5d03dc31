#include <catch2/catch.hpp>

#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

TEST_CASE("every source is there once, with its bytes and what it covers") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_of(R"(
        "tas/1.0": ["https://host/b.nc", 100, 20], "tas/1.1": ["https://host/b.nc", 200, 30],
        "tas/0.0": ["https://host/a.nc", 100, 20], "time/0": ["https://host/a.nc", 0, 4],
        "tas/0.1": ["https://host/c.nc"], "time/1": ["https://host/c.nc", 5, 4])"));
    CHECK(sources_of(dataset) ==
          "https://host/a.nc 24 time[0,2) x[0,3)\n"
          "https://host/b.nc 50 time[2,4) x[0,6)\n"
          "https://host/c.nc 4 time[0,4) x[3,6)\n");
    CHECK(said_of(dataset).empty());
}

TEST_CASE("the last chunk ends with the array; arrays of one chunk cover all of it") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}",
        "a/.zarray": {"zarr_format": 2, "shape": [5], "chunks": [3], "dtype": "<f4", "compressor": null,
                      "filters": null, "order": "C", "fill_value": null},
        "a/.zattrs": {"_ARRAY_DIMENSIONS": ["x"]},
        "b/.zarray": {"zarr_format": 2, "shape": [7], "chunks": [100], "dtype": "<f4", "compressor": null,
                      "filters": null, "order": "C", "fill_value": null},
        "b/.zattrs": {"_ARRAY_DIMENSIONS": ["y"]},
        "a/1": ["https://host/a", 0, 12], "b/0": ["https://host/b", 0, 28]}})");
    CHECK(sources_of(dataset) == "https://host/a 12 x[3,5)\nhttps://host/b 28 y[0,7)\n");
}

// As VirtualiZarr writes months of daily files one after the other.
TEST_CASE("sources of a rectilinear grid cover what their chunks do") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, R"({"version": 1, "refs": {
        "zarr.json": {"zarr_format": 3, "node_type": "group"},
        "tas/zarr.json": {"zarr_format": 3, "node_type": "array", "shape": [91, 4], "data_type": "float32",
            "chunk_grid": {"name": "rectilinear", "configuration": {"kind": "inline", "chunk_shapes": [[31, [29, 1], 31], 4]}},
            "chunk_key_encoding": {"name": "default"}, "codecs": ["bytes"], "fill_value": 0, "dimension_names": ["time", "x"]},
        "tas/c/0/0": ["https://host/01.nc", 0, 496], "tas/c/1/0": ["https://host/02.nc", 0, 464],
        "tas/c/2/0": ["https://host/03.nc", 0, 496], "tas/c/3/0": ["https://host/04.nc", 0, 496]}})");
    CHECK(sources_of(dataset) ==
          "https://host/01.nc 496 time[0,31) x[0,4)\n"
          "https://host/02.nc 464 time[31,60) x[0,4)\n"
          "https://host/03.nc 496 time[60,91) x[0,4)\n");
    CHECK(said_of(dataset).find("probe/outside-array") == 0);
}

// More than are scanned for each chunk, in an order of chunks that is not theirs.
TEST_CASE("one source can cover very many dimensions") {
    const TempFolder folder;
    constexpr int k_arrays = 50;
    std::string text = R"({"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}")";
    std::string expected = "https://host/a " + std::to_string(2 * k_arrays);
    for (int i = 0; i < k_arrays; ++i) {
        const std::string number = std::to_string(100 + i);
        text += R"(, "v)" + number + R"(/.zarray": {"zarr_format": 2, "shape": [9], "chunks": [3], "dtype": "|i1",
            "compressor": null, "filters": null, "order": "C", "fill_value": null}, "v)" +
                number + R"(/.zattrs": {"_ARRAY_DIMENSIONS": ["x)" + number + R"("]})";
        expected += " x" + number + (i % 2 == 0 ? "[0,6)" : "[3,9)");
    }
    for (const int last : {0, 1}) {
        for (int i = k_arrays; i-- > 0;) {
            const std::string number = std::to_string(100 + i);
            text += R"(, "v)" + number + "/" + std::to_string(last + i % 2) + R"(": ["https://host/a", 0, 1])";
        }
    }
    CHECK(sources_of(read_set(folder, text + "}}")) == expected + "\n");
}

TEST_CASE("sources that cannot be are refused and left out") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_of(R"x("tas/0.0": ["javascript:alert(1)", 0, 24],
        "tas/0.1": ["../a.nc", 0, 24], "tas/1.0": ["https://host/a.nc", 0, 24], "tas/1.1": ["file:///etc/passwd", 0, 24])x"));
    CHECK(sources_of(dataset) == "https://host/a.nc 24 time[2,4) x[0,3)\n");
    CHECK(said_of(dataset) ==
          "probe/outside-archive set.json/tas/1.1 refers to 'file:///etc/passwd', a file of this machine that lies in "
          "none of the archives: it is not read, and others could not; the source is left out\n"
          "probe/refused-source set.json/tas/0.0 refers to 'javascript:alert(1)', which is refused: its scheme is "
          "'javascript:', under which no data are published; the source is left out\n"
          "probe/refused-source set.json/tas/0.1 refers to '../a.nc', which is refused: '..' would leave the folder of "
          "the data; the source is left out\n");
}

TEST_CASE("sources that should be at hand and are not are said") {
    const TempFolder folder;
    folder.add_file("data/a.nc", std::string(100, 'a'));
    const references::Reachable reachable{{{"https://host/data", folder / "data"}}, {}};
    const Dataset dataset = read_set(folder, set_of(R"("tas/0.0": ["https://host/data/a.nc", 76, 24],
        "tas/0.1": ["https://host/data/b.nc", 0, 24], "tas/1.0": ["https://host/data/a.nc", 77, 24],
        "tas/1.1": ["https://elsewhere/c.nc", 0, 24])"),
                                     reachable);
    CHECK(dataset.sources.size() == 3);
    CHECK(said_of(dataset) ==
          "probe/missing-source set.json/https://host/data/b.nc the references point into '" + (folder / "data/b.nc") +
              "', where there is no file; restore it, or make the references again\n"
              "probe/short-source set.json/https://host/data/a.nc the references point to 101 bytes of '" +
              (folder / "data/a.nc") + "', which has 100; make the references again\n");
}

TEST_CASE("coordinates are read through files at hand, else they are missing") {
    const TempFolder folder;
    folder.add_file("data/t.bin", std::string_view("\0\0\0\0\0\0\0\0\1\0\2\0\3\0\4\0", 16));
    const std::string text =
        set_of(R"("time/0": ["https://host/data/t.bin", 8, 4], "time/1": ["https://host/data/t.bin", 12, 4])");
    const Dataset alone = read_set(folder, text);
    CHECK(std::holds_alternative<std::monostate>(variable_of(alone, "time").values));
    CHECK(variable_of(alone, "time").values_missing_because ==
          "chunk 'time/0': refers to 'https://host/data/t.bin', which cannot be read: it is not in an archive that is "
          "at hand (`href` and `root` of `archives`)");
    CHECK(said_of(alone).empty());
    const Dataset mapped = read_set(folder, text, {{{"https://host/data", folder / "data"}}, {}});
    CHECK(std::get<std::vector<std::int64_t>>(variable_of(mapped, "time").values) ==
          std::vector<std::int64_t>{1, 2, 3, 4});
    folder.add_file("data/t.bin", "short");
    const Dataset cut = read_set(folder, text, {{{"https://host/data", folder / "data"}}, {}});
    CHECK(variable_of(cut, "time").values_missing_because.find("ends before the 4 bytes from 8 on") !=
          std::string::npos);
}

TEST_CASE("bytes that are referenced more often than 64 bits can count are as many as they can") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_of(R"("tas/0.0": ["https://host/a.nc", 0, 18446744073709551615],
        "tas/0.1": ["https://host/a.nc", 0, 18446744073709551615])"));
    CHECK(dataset.sources.at(0).bytes == UINT64_MAX);
}

TEST_CASE("secrets of URLs are left out before anything keeps them, and said once a URL") {
    const TempFolder folder;
    folder.add_file("data/a.nc", std::string(100, 'a'));
    const references::Reachable reachable{{{"https://host/data", folder / "data"}}, {}};
    const Dataset dataset = read_set(folder, set_of(R"("tas/0.0": ["https://user:S3cr3t@host/data/a.nc", 0, 24],
        "tas/0.1": ["https://host/data/a.nc?X-Amz-Signature=S3cr3t&X-Amz-Expires=1", 24, 24],
        "tas/1.0": ["s3://bucket/b.nc?token=S3cr3t", 0, 24], "tas/1.1": ["javascript://user:S3cr3t@h/", 0, 24])"),
                                     reachable);
    CHECK(sources_of(dataset) == "https://host/data/a.nc 48 time[0,2) x[0,6)\ns3://bucket/b.nc 24 time[2,4) x[0,3)\n");
    const std::string said = said_of(dataset);
    INFO(said);
    CHECK(said.find("S3cr3t") == std::string::npos);
    CHECK(said.find("probe/secret-in-reference set.json/tas/0.0 refers to 'https://host/data/a.nc' with") !=
          std::string::npos);
    CHECK(said.find("probe/secret-in-reference set.json/tas/1.0 ") != std::string::npos);
    CHECK(said.find("probe/missing-source") == std::string::npos);
}

TEST_CASE("a local file in an archive has the URL of the archive") {
    const TempFolder folder;
    folder.add_file("data/a b.nc", std::string(100, 'a'));
    const auto url_with = [&](const std::string& href) {
        references::Reachable reachable{{}, {folder / "data"}};
        if (!href.empty()) reachable.urls.push_back({href, folder / "data"});
        return read_set(folder, set_of("\"tas/0.0\": [\"" + (folder / "data/a b.nc") + "\", 0, 24]"), reachable)
            .sources.at(0)
            .url;
    };
    CHECK(url_with("https://host/x") == "https://host/x/a%20b.nc");
    CHECK(url_with("") == "local://" + (folder / "data/a%20b.nc"));
}

TEST_CASE("a link out of the archive does not tell whether there is a file") {
    const TempFolder folder;
    const TempFolder outside;
    outside.add_file("there", std::string(10, 'a'));
    folder.add_link("a.nc", outside / "there");
    folder.add_link("b.nc", outside / "not there");
    const std::string said =
        said_of(read_set(folder, set_of(R"("tas/0.0": ["a.nc", 0, 24], "tas/1.0": ["b.nc", 0, 24])")));
    INFO(said);
    CHECK(said.find("probe/outside-store set.json/a.nc a symbolic link leads out") != std::string::npos);
    CHECK(said.find("probe/outside-store set.json/b.nc a symbolic link leads out") != std::string::npos);
}
