#include <catch2/catch.hpp>

#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string group(const std::string& path) { return "-- " + path + ".zgroup --\n{\"zarr_format\": 2}\n"; }

/// `names`: JSON; empty: no attribute.
std::string array(const std::string& path, const std::string& shape, const std::string& names = {},
                  const std::string& more = {}) {
    std::string text =
        "-- " + path + "/.zarray --\n{\"zarr_format\": 2, \"shape\": " + shape + ", \"chunks\": " + shape +
        R"(, "dtype": "<f8", "compressor": null, "filters": null, "order": "C", "fill_value": null)" + more + "}\n";
    if (!names.empty()) text += "-- " + path + "/.zattrs --\n{\"_ARRAY_DIMENSIONS\": " + names + "}\n";
    return text;
}

/// Without the warnings of coordinates whose chunks are not there.
std::string dimension_problems(const Dataset& dataset) {
    Dataset only = dataset;
    std::erase_if(only.problems, [](const Problem& problem) { return problem.code == "probe/missing-chunk"; });
    return problems_of(only);
}

}  // namespace

TEST_CASE("arrays of a group share dimensions by name") {
    const Dataset dataset =
        dataset_of(group("") + array("t", "[2, 3]", R"(["y", "x"])") + array("u", "[3, 2]", R"(["x", "y"])"));
    CHECK(outline_of(dataset) == "/\n  t(y=2, x=3)\n  u(x=3, y=2)\n");
    CHECK(dataset.groups[0].dimensions.size() == 2);
    CHECK(dataset.problems.empty());
}

TEST_CASE("a dimension belongs to the nearest group around that has its coordinate in the same size") {
    const Dataset dataset = dataset_of(group("") + array("x", "[3]", R"(["x"])") + array("y", "[9]", R"(["z"])") +
                                       group("a/") + array("a/t", "[2, 3]", R"(["y", "x"])") + group("a/b/") +
                                       array("a/b/x", "[4]", R"(["x"])") + array("a/b/t", "[4]", R"(["x"])") +
                                       array("a/b/u", "[3]", R"(["x"])") + array("a/b/v", "[5]", R"(["x"])"));
    CHECK(
        outline_of(dataset) ==
        "/\n  x(x=3)\n  y(z=9)\n/a\n  t(/a/y=2, x=3)\n/a/b\n  t(/a/b/x=4)\n  u(x=3)\n  v(/a/b/x_2=5)\n  x(/a/b/x=4)\n");
}

TEST_CASE("two sizes of one name: the coordinate keeps it, the other is renamed and said") {
    const Dataset dataset = dataset_of(group("") + array("a", "[2]", R"(["x"])") + array("b", "[2]", R"(["x"])") +
                                       array("c", "[4]", R"(["x_2"])") + array("x", "[3]", R"(["x"])"));
    CHECK(outline_of(dataset) == "/\n  a(x_2=2)\n  b(x_2=2)\n  c(x_2_2=4)\n  x(x=3)\n");
    CHECK(dimension_problems(dataset) ==
          "warning probe/two-sizes a/.zarray: the dimension 'x' has 2 elements here, and 3 in another array of the "
          "group: here it is called 'x_2'\n"
          "warning probe/two-sizes c/.zarray: the dimension 'x_2' has 4 elements here, and 2 in another array of the "
          "group: here it is called 'x_2_2'\n");
}

TEST_CASE("axes without names share dimensions by size, each once an array") {
    const Dataset dataset =
        dataset_of(group("") + array("a", "[2, 2]") + array("b", "[2, 3, 2]") + group("g/") + array("g/c", "[2]"));
    CHECK(outline_of(dataset) ==
          "/\n  a(phony_dim_0=2, phony_dim_1=2)\n  b(phony_dim_0=2, phony_dim_2=3, phony_dim_1=2)\n"
          "/g\n  c(/g/phony_dim_3=2)\n");
    CHECK(dataset.problems.empty());
}

TEST_CASE("names that do not fit the shape are said, and the axes have none") {
    const Dataset dataset = dataset_of(group("") + array("a", "[2, 3]", R"(["x"])") + array("b", "[2]", "\"x\""));
    CHECK(outline_of(dataset) == "/\n  a(phony_dim_0=2, phony_dim_1=3)\n  b(phony_dim_0=2)\n");
    CHECK(problems_of(dataset) ==
          "warning probe/bad-dimensions a/.zarray: found 1 names in _ARRAY_DIMENSIONS, expected 2, as many as in "
          "shape; its dimensions have no names then\n"
          "warning probe/bad-dimensions b/.zarray: found 0 names in _ARRAY_DIMENSIONS, expected 1, as many as in "
          "shape; its dimensions have no names then\n");
}

TEST_CASE("Zarr v3 may name some of the axes only") {
    const std::string text =
        R"(-- zarr.json --
{"zarr_format": 3, "node_type": "array", "shape": [2, 3], "data_type": "int8", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2, 3]}}, "chunk_key_encoding": "default", "codecs": ["bytes"], "fill_value": 0, "dimension_names": [null, "x"]})";
    CHECK(outline_of(dataset_of(text)) == "/\n  store(phony_dim_0=2, x=3)\n");
    const Dataset wrong = dataset_of(with(text, R"([null, "x"])", R"(["x"])"));
    CHECK(outline_of(wrong) == "/\n  store(phony_dim_0=2, phony_dim_1=3)\n");
    CHECK(problems_of(wrong).find("found 1 names as dimension_names, expected an array of 2 names") !=
          std::string::npos);
    const Dataset old = dataset_of(
        with(text, R"("dimension_names": [null, "x"])", R"("attributes": {"_ARRAY_DIMENSIONS": ["y", "x"]})"));
    CHECK(outline_of(old) == "/\n  store(y=2, x=3)\n");
}

TEST_CASE("NCZarr says which group has a dimension") {
    const Dataset dataset = dataset_of(
        group("") + group("g/") +
        array("g/a", "[2, 3]", "", R"(, "_NCZARR_ARRAY": {"dimrefs": ["/y", "/g/x"], "storage": "chunked"})") +
        array("g/s", "[1]", "", R"(, "_NCZARR_ARRAY": {"dimrefs": [], "storage": "scalar"})"));
    CHECK(outline_of(dataset) == "/\n/g\n  a(y=2, /g/x=3)\n  s()\n");
    CHECK(dataset.problems.empty());
}
