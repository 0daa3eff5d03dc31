#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "tests/unit/probe_zarr/store_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Integers = std::vector<std::int64_t>;

/// A coordinate "x" of bytes 1, 2, ... in chunks of the given lengths, each in a file of its own.
std::string store_of(std::size_t size, std::string_view chunk_shapes, const std::vector<std::size_t>& chunks) {
    std::string text = fmt::format(
        R"(-- zarr.json --
{{"zarr_format": 3, "node_type": "group"}}
-- x/zarr.json --
{{"zarr_format": 3, "node_type": "array", "shape": [{}], "data_type": "int8", "chunk_grid": {{"name": "rectilinear",
 "configuration": {{"kind": "inline", "chunk_shapes": {}}}}}, "chunk_key_encoding": {{"name": "default"}},
 "codecs": [{{"name": "bytes"}}], "fill_value": 0, "dimension_names": ["x"]}}
)",
        size, chunk_shapes);
    char value = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        text += fmt::format("-- x/c/{} --\n", i);
        for (std::size_t k = 0; k < chunks[i]; ++k) text += ++value;
        if (i + 1 < chunks.size()) text += '\n';
    }
    return text;
}

void check_values(const std::string& text, const Integers& expected) {
    const Dataset dataset = dataset_of(text);
    INFO(problems_of(dataset));
    const Variable& x = variable_at(dataset, "x");
    INFO(x.values_missing_because);
    CHECK(x.values == Values(expected));
    CHECK(dataset.problems.empty());
}

std::string reason_of(std::string_view chunk_shapes, std::size_t size = 6) {
    const Dataset dataset = dataset_of(store_of(size, chunk_shapes, {size}));
    const Variable& x = variable_at(dataset, "x");
    CHECK(size_of(x.values) == 0);
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems[0].code == "probe/bad-metadata");
    CHECK(dataset.problems[0].severity == Severity::warning);
    return x.values_missing_because;
}

}  // namespace

TEST_CASE("coordinates in rectilinear chunks are read in each spelling of their lengths") {
    const Integers six{1, 2, 3, 4, 5, 6};
    check_values(store_of(6, "[[1, 2, 3]]", {1, 2, 3}), six);
    check_values(store_of(6, "[[[2, 3]]]", {2, 2, 2}), six);
    check_values(store_of(6, "[[[1, 3], 3]]", {1, 1, 1, 3}), six);
    check_values(store_of(6, "[[1, [2, 1], 3]]", {1, 2, 3}), six);
    check_values(store_of(6, "[[6]]", {6}), six);
    check_values(store_of(6, "[3]", {3, 3}), six);
}

TEST_CASE("the last chunks may reach beyond the array, or lie beyond it") {
    const Integers five{1, 2, 3, 4, 5};
    check_values(store_of(5, "[3]", {3, 3}), five);
    check_values(store_of(5, "[[[3, 2]]]", {3, 3}), five);
    check_values(store_of(5, "[[2, 4, 4, [7, 1000000000000]]]", {2, 4}), five);
    check_values(store_of(5, "[[9]]", {9}), five);
}

TEST_CASE("a chunk of a rectilinear grid that is too large is not read") {
    const Dataset dataset = dataset_of(store_of(5, "[[1, [9223372036854775807, 9223372036854775807]]]", {1, 4}));
    REQUIRE(dataset.problems.size() == 1);
    CHECK(dataset.problems[0].code == "probe/too-large");
    CHECK(size_of(variable_at(dataset, "x").values) == 0);
}

TEST_CASE("chunks of two axes have the lengths of both") {
    const Dataset dataset = dataset_of(R"(-- zarr.json --
{"zarr_format": 3, "node_type": "group"}
-- t/zarr.json --
{"zarr_format": 3, "node_type": "array", "shape": [3, 4], "data_type": "int8", "chunk_grid": {"name": "rectilinear",
 "configuration": {"kind": "inline", "chunk_shapes": [[1, 2], [[1, 1], 3]]}}, "chunk_key_encoding": {"name": "v2"},
 "codecs": ["bytes"], "fill_value": 0, "dimension_names": ["y", "x"], "attributes": {"units": "days since 2000-01-01"}}
-- t/0.0 --
)"
                                       "\x01"
                                       "\n-- t/0.1 --\n"
                                       "\x02\x03\x04"
                                       "\n-- t/1.0 --\n"
                                       "\x05\x09"
                                       "\n-- t/1.1 --\n"
                                       "\x06\x07\x08\x0A\x0B\x0C");
    INFO(problems_of(dataset));
    CHECK(variable_at(dataset, "t").values == Values(Integers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
}

TEST_CASE("a rectilinear grid that is none names what is wrong") {
    CHECK(reason_of("[[1, 2]]") == "found chunk_shapes that reach over 3 of the 6 elements of axis 0");
    CHECK(reason_of("[[]]") == "found chunk_shapes that reach over 0 of the 6 elements of axis 0");
    CHECK(reason_of("[[6], [6]]") == "found no chunk_shapes of 1 axes, as many as in shape");
    CHECK(reason_of("6") == "found no chunk_shapes of 1 axes, as many as in shape");
    for (const char* wrong : {"[[0, 6]]", "[0]", "[[-1, 7]]", "[[[6]]]", "[[[3, 0], 6]]", "[[[1, 2, 3]]]", "[[\"6\"]]",
                              "[[2.5, 6]]", "[null]", "[{}]", "[[[[6, 1], 1]]]", "[9223372036854775808]"}) {
        INFO(wrong);
        CHECK(reason_of(wrong).find("found in chunk_shapes, for axis 0, something other than whole numbers") == 0);
    }
}
