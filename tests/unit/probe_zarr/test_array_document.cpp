#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

/// One coordinate in each version, whose two values are 1 and 2.
const std::string k_v2 = R"(-- .zgroup --
{"zarr_format": 2}
-- x/.zarray --
{"zarr_format": 2, "shape": [2], "chunks": [2], "dtype": "|i1", "compressor": null, "filters": null, "order": "C", "fill_value": null}
-- x/.zattrs --
{"_ARRAY_DIMENSIONS": ["x"]}
-- x/0 --
)"
                         "\x01\x02";

const std::string k_v3 = R"(-- zarr.json --
{"zarr_format": 3, "node_type": "group"}
-- x/zarr.json --
{"zarr_format": 3, "node_type": "array", "shape": [2], "data_type": "int8", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}}, "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}}, "codecs": [{"name": "bytes"}], "fill_value": 0, "dimension_names": ["x"], "attributes": {}, "storage_transformers": []}
-- x/c/0 --
)"
                         "\x01\x02";

const Values k_values = std::vector<std::int64_t>{1, 2};

void check_values(const std::string& text) {
    const Dataset dataset = dataset_of(text);
    INFO(problems_of(dataset));
    const Variable& x = variable_at(dataset, "x");
    INFO(x.values_missing_because);
    CHECK(x.values == k_values);
    CHECK(dataset.problems.empty());
}

/// The array is lost, and that is an error.
std::string loss_of(const std::string& text) {
    const Dataset dataset = dataset_of(text);
    CHECK(outline_of(dataset) == "/\n");
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems[0].severity == Severity::error);
    return dataset.problems[0].message;
}

/// The array is described, its values are not, which is a warning.
std::string warning_of(const std::string& text, const char* outline = "/\n  x(x=2)\n") {
    const Dataset dataset = dataset_of(text);
    CHECK(outline_of(dataset) == outline);
    const Variable& x = variable_at(dataset, "x");
    CHECK(size_of(x.values) == 0);
    CHECK_FALSE(x.values_missing_because.empty());
    REQUIRE_FALSE(dataset.problems.empty());
    CHECK(dataset.problems[0].severity == Severity::warning);
    const std::string& message = dataset.problems[0].message;
    CHECK(message.find("; the array is described, its values cannot be read") != std::string::npos);
    return message.substr(0, message.find(';'));
}

}  // namespace

TEST_CASE("the arrays of the tests are right") {
    check_values(k_v2);
    check_values(k_v3);
}

TEST_CASE("arrays of Zarr v2 in each spelling") {
    check_values(with(k_v2, R"("order": "C")", R"("order": "F")"));
    check_values(with(k_v2, R"("filters": null)", R"("filters": [])"));
    check_values(with(k_v2, R"("order": "C")", R"("order": "C", "dimension_separator": "/")"));
    check_values(with(k_v2, R"("order": "C", "fill_value": null)", R"("anything": "else")"));
}

TEST_CASE("arrays of Zarr v3 in each spelling") {
    check_values(with(k_v3, R"({"name": "bytes"})", R"("bytes")"));
    check_values(with(k_v3, R"({"name": "default", "configuration": {"separator": "/"}})", R"("default")"));
    check_values(with(with(k_v3, R"({"name": "default", "configuration": {"separator": "/"}})", R"({"name": "v2"})"),
                      "-- x/c/0 --", "-- x/0 --"));
    check_values(with(k_v3, R"("attributes")", R"("hint": {"name": "any", "must_understand": false}, "attributes")"));
    check_values(with(with(k_v3, R"(, "storage_transformers": [])", ""), R"(, "attributes": {})", ""));
}

TEST_CASE("without a usable shape there is no array") {
    CHECK(loss_of(with(k_v2, "[2]", "[-2]")) ==
          "found -2 in shape, expected whole numbers from 0 to 2^63-1; the array is left out");
    CHECK(loss_of(with(k_v2, "[2]", "[2.5]")).find("found 2.5 in shape") == 0);
    CHECK(loss_of(with(k_v2, "[2]", "[1e400]")).find("found broken JSON") == 0);
    CHECK(loss_of(with(k_v2, "[2]", "[9223372036854775808]")).find("found 9223372036854775808 in shape") == 0);
    CHECK(loss_of(with(k_v2, "[2]", "[\"2\"]")).find("found \"2\" in shape") == 0);
    CHECK(loss_of(with(k_v2, "[2]", "2")).find("found 2 as shape, expected an array of numbers") == 0);
    CHECK(loss_of(with(k_v3, R"("shape": [2], )", "")).find("found nothing as shape") == 0);
    std::string many = "[1";
    for (int i = 0; i < 64; ++i) many += ",1";
    CHECK(loss_of(with(k_v3, "[2]", many + "]")).find("found 65 numbers in shape, expected at most 64") == 0);
    CHECK(loss_of(with(k_v2, R"({"zarr_format": 2, "shape")", R"({"zarr_format": 1, "shape")")) ==
          "found zarr_format 1, expected 2; the array is left out");
}

TEST_CASE("with other parts wrong an array is described") {
    CHECK(warning_of(with(k_v2, R"("chunks": [2])", R"("chunks": [0])")) ==
          "found 0 in chunks, expected whole numbers from 1 to 2^63-1");
    CHECK(warning_of(with(k_v2, R"("chunks": [2])", R"("chunks": [2, 2])")) ==
          "found 2 numbers in chunks, expected 1, as many as in shape");
    CHECK(warning_of(with(k_v2, R"("chunks": [2])", R"("chunks": null)")) ==
          "found null as chunks, expected an array of numbers");
    CHECK(warning_of(with(k_v2, R"("order": "C")", R"("order": "Z")")) ==
          "found the order \"Z\", expected \"C\" or \"F\"");
    CHECK(warning_of(with(k_v2, R"("order": "C")", R"("order": "C", "dimension_separator": "-")")) ==
          "found \"-\" as separator of chunk keys, expected \".\" or \"/\"");
    CHECK_FALSE(warning_of(with(k_v2, "|i1", "|x9")).empty());
    CHECK_FALSE(warning_of(with(k_v3, "\"int8\"", "\"int9\"")).empty());
    CHECK(warning_of(with(k_v3, "\"regular\"", "\"hexagonal\"")) ==
          "found the chunk_grid 'hexagonal', expected 'regular' or 'rectilinear'");
    CHECK(warning_of(with(k_v3, "\"default\"", "\"hashed\"")) ==
          "found the chunk_key_encoding 'hashed', expected 'default' or 'v2'");
    CHECK(warning_of(with(k_v3, R"([{"name": "bytes"}])", "[]")) ==
          "found an array as codecs, expected an array with at least one");
    CHECK(warning_of(with(k_v3, R"("storage_transformers": [])", R"("storage_transformers": [{"name": "zip"}])")) ==
          "found storage_transformers, none of which is known");
    CHECK(warning_of(with(k_v3, R"("attributes")", R"("twist": {"must_understand": true}, "attributes")")) ==
          "found the extension 'twist', which is not known and has no \"must_understand\": false");
}

TEST_CASE("sizes whose product overflows are no obstacle to a description") {
    const std::string huge =
        with(with(with(k_v2, "[2]", "[4294967296, 4294967296]"), "[2]", "[4294967296, 4294967296]"), R"(["x"])",
             R"(["y", "x"])");
    CHECK(warning_of(huge, "/\n  x(y=4294967296, x=4294967296)\n") ==
          "found a chunk shape with more than 2^63-1 bytes a chunk");
    const Dataset small_chunks = dataset_of(with(huge, R"("chunks": [4294967296, 4294967296])", R"("chunks": [1, 1])"));
    CHECK(small_chunks.problems.empty());
    CHECK(variable_at(small_chunks, "x").values_missing_because.find("are more than the limit of 8388608 bytes") !=
          std::string::npos);
}

TEST_CASE("arrays of drafts of v3 without codecs are taken for plain bytes, which is said") {
    const Dataset dataset = dataset_of(with(k_v3, R"("codecs": [{"name": "bytes"}], )", ""));
    CHECK(variable_at(dataset, "x").values == k_values);
    CHECK(problems_of(dataset).find("warning probe/bad-metadata x/zarr.json: found no codecs") == 0);
}

TEST_CASE("a fill value that is none of the type is said, and costs nothing else") {
    const Dataset dataset = dataset_of(with(k_v2, R"("fill_value": null)", R"("fill_value": NaN)"));
    CHECK(variable_at(dataset, "x").values == k_values);
    CHECK(problems_of(dataset).find("warning probe/bad-fill-value x/.zarray: the fill value cannot be understood: ") ==
          0);
}

TEST_CASE("an unknown codec costs the values that need it") {
    const Dataset dataset = dataset_of(with(k_v2, R"("compressor": null)", R"("compressor": {"id": "magic"})"));
    CHECK_THAT(variable_at(dataset, "x").values_missing_because, Mentions({"'x/0'", "'magic'"}));
    CHECK(problems_of(dataset) ==
          "warning probe/unknown-codec x: the values of the coordinate cannot be read: chunk 'x/0': codec 'magic' is "
          "not known; write them with a codec that is known\n");
}

TEST_CASE("a chunk over the limits costs the values, and is said") {
    const Dataset dataset = dataset_of(with(k_v2, R"("chunks": [2])", R"("chunks": [99000000000])"));
    CHECK(size_of(variable_at(dataset, "x").values) == 0);
    CHECK(problems_of(dataset) ==
          "warning probe/too-large x: the values of the coordinate cannot be read: found chunks of 99000000000 "
          "elements of 1 bytes, at most 33554432 bytes are read; write them in smaller chunks\n");
}

TEST_CASE("a type whose values are never read is only noted") {
    const Dataset dataset = dataset_of(with(k_v2, "|i1", "<c8"));
    CHECK(variable_at(dataset, "x").values_missing_because == "they are complex numbers");
    CHECK(problems_of(dataset).empty());
}

TEST_CASE("a damaged chunk costs the values, and is said") {
    const Dataset dataset = dataset_of(with(k_v2, "\x01\x02", "\x01"));
    CHECK(size_of(variable_at(dataset, "x").values) == 0);
    CHECK(problems_of(dataset).find("warning probe/damaged-chunk x: the values of the coordinate cannot be read: ") ==
          0);
}
