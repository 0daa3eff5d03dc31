#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

std::string set_with(std::string_view generators) {
    return fmt::format(
        R"({{"version": 1, "templates": {{"u": "s3://bucket", "f": "{{{{c}}}}"}}, "gen": [{}], "refs": {{{}}}}})",
        generators, metadata_members());
}

constexpr std::string_view k_generator = R"({"key": "tas/{{i}}.{{j}}", "url": "{{u}}/file_{{i}}.nc",
    "offset": "{{(i * 2 + j) * 100}}", "length": "24", "dimensions": {"i": {"stop": 2}, "j": [0, 1]}})";

/// The generator with one text replaced by another.
std::string said_with(std::string_view what, std::string_view by) {
    const TempFolder folder;
    std::string generator(k_generator);
    const std::size_t at = generator.find(what);
    REQUIRE(at != std::string::npos);
    generator.replace(at, what.size(), by);
    const Dataset dataset = read_set(
        folder, set_with(generator + R"(, {"key": "time/{{i}}", "url": "s3://bucket/t", "dimensions": {"i": [1]}})"));
    CHECK(sources_of(dataset).find("s3://bucket/t 0 time[2,4)\n") != std::string::npos);  // the other is not touched
    return said_of(dataset);
}

}  // namespace

TEST_CASE("generators make references") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_with(k_generator));
    CHECK(said_of(dataset).empty());
    CHECK(sources_of(dataset) ==
          "s3://bucket/file_0.nc 48 time[0,2) x[0,6)\ns3://bucket/file_1.nc 48 time[2,4) x[0,6)\n");
}

TEST_CASE("ranges have a start and a step, and lists may hold texts") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_with(R"({"key": "tas/{{i // 10}}.{{j}}",
        "url": "{{f(c=word)}}", "offset": 5, "length": 6,
        "dimensions": {"i": {"start": 10, "stop": -1, "step": -10}, "j": {"start": 1, "stop": 2}, "word": ["s3://b/w"]}})"));
    CHECK(said_of(dataset).empty());
    CHECK(sources_of(dataset) == "s3://b/w 12 time[0,4) x[3,6)\n");
}

TEST_CASE("coordinates may be generated") {
    const TempFolder folder;
    folder.add_file("t.bin", std::string_view("\1\0\2\0\3\0\4\0", 8));
    const Dataset dataset = read_set(folder, set_with(R"({"key": "time/{{i}}", "url": "t.bin", "offset": "{{i * 4}}",
        "length": 4, "dimensions": {"i": [0, 1]}})"));
    CHECK(std::get<std::vector<std::int64_t>>(variable_of(dataset, "time").values) ==
          std::vector<std::int64_t>{1, 2, 3, 4});
}

TEST_CASE("generators that are not understood cost themselves only") {
    const std::string begin = "probe/bad-reference set.json/gen/0 ";
    const std::string end = "; the reference is left out\n";
    CHECK(said_with("\"key\"", "\"kee\"") == begin + "it has no 'key'" + end);
    CHECK(said_with("\"{{u}}/file_{{i}}.nc\"", "5") == begin + "its 'url' is no text" + end);
    CHECK(said_with("\"length\": \"24\",", "") ==
          begin + "it has only one of 'offset' and 'length', expected both or none" + end);
    CHECK(said_with("\"24\"", "-1") == begin + "'length' is neither a text nor an integer of at least 0" + end);
    CHECK(said_with("\"24\"", "\"{{i - 5}}\"") ==
          begin + "'length' becomes '-5', expected an integer of at least 0" + end);
    CHECK(said_with("(i * 2 + j) * 100", "k") == begin + "'{{k}}': there is no template 'k'" + end);
    CHECK(said_with("{\"stop\": 2}", "{\"start\": 2}") ==
          begin + "the dimension 'i' is neither a list nor a range with 'stop'" + end);
    CHECK(said_with("{\"stop\": 2}", "{\"stop\": 2, \"step\": 0}") == begin + "a dimension has a step of 0" + end);
    CHECK(said_with("[0, 1]", "[0, 1.5]") == begin + "a value of a dimension is no integer of 64 bits" + end);
    CHECK(said_with("{\"stop\": 2}", "{\"stop\": \"2\"}") ==
          begin + "'stop' of a dimension is no integer of 64 bits" + end);
    CHECK(said_with("\"24\"", "18446744073709551615").find("together overflow 64 bits") != std::string::npos);
}

TEST_CASE("generators of too many references are not run") {
    const std::string begin = "probe/bad-reference set.json/gen/0 it gives ";
    const std::string end = " references, at most 10000000 of one set are made; the reference is left out\n";
    CHECK(said_with("{\"stop\": 2}", "{\"stop\": 9000000000}") == begin + "18000000000" + end);
    CHECK(said_with("{\"stop\": 2}", "{\"start\": -9223372036854775808, \"stop\": 9223372036854775807}") ==
          begin + "more than 2^64" + end);
    CHECK(said_with("{\"stop\": 2}",
                    "{\"stop\": 9000000000}, \"k\": {\"stop\": 9000000000}, \"l\": {\"stop\": 9000000000}") ==
          begin + "more than 2^64" + end);
}

TEST_CASE("generators beside references that are no list or object") {
    const TempFolder folder;
    const Dataset dataset = read_set(folder, set_with("5, \"x\", [], {}"));
    REQUIRE(dataset.problems.size() == 1);  // one for all, with their number
    CHECK(dataset.problems.front().message.find("the first of 4 references") != std::string::npos);
    CHECK(said_of(dataset).find("probe/bad-reference set.json/gen/0 found a number, expected an object") == 0);
}
