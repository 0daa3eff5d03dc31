#include <catch2/catch.hpp>

#include "builder/probe/icechunk/containers.hpp"
#include "builder/probe/icechunk/flatbuffer.hpp"
#include "builder/probe/native_reader.hpp"
#include "tests/support/icechunk_writer.hpp"
#include "tests/unit/probe_references/reference_text.hpp"

using namespace cairn;
using namespace cairn::test;
using icechunk::Containers;

namespace {

const char* k_yaml = R"(inline_chunk_threshold_bytes: null
virtual_chunk_containers:
  s3://bucket/data/:
    name: era
    url_prefix: s3://bucket/data/
    store: !s3
      region: us-east-1
  https://host/:
    name: null
    url_prefix: https://host/
    store: !http
      allow_http: "true"
  old-name:
    name: null
    url_prefix: gs://old/
    store: !gcs {}
manifest: null
)";

Dataset read(const TempFolder& folder, char version, std::string_view url, std::string_view configuration) {
    for (const auto& [key, bytes] : icechunk_repository(version, url, configuration))
        folder.add_file("set.json/" + key, bytes);
    Source source;
    source.path = folder / "set.json";
    source.format = Format::icechunk;
    auto dataset = make_native_reader({}, ReaderChoice::native, {})->read(source);
    REQUIRE(dataset);
    return *std::move(dataset);
}

std::string flex(std::string_view key, std::string_view name, std::string_view prefix, std::size_t width = 2) {
    return flex_buffer(container_configuration(key, name, prefix), width);
}

}  // namespace

TEST_CASE("containers of a FlexBuffer, in each width") {
    for (const std::size_t width : {1U, 2U, 4U, 8U}) {
        INFO(width);
        const Containers containers = Containers::of_flexbuffer(flex("s3://b/p/", "era", "s3://b/p/", width));
        CHECK(containers.resolved("vcc://era/1979/a b.nc") == "s3://b/p/1979/a b.nc");
        CHECK(containers.resolved("vcc://other/a.nc") == "vcc://other/a.nc");
        CHECK(containers.resolved("vcc://era") == "vcc://era");
        CHECK(containers.resolved("s3://b/p/a.nc") == "s3://b/p/a.nc");
    }
    CHECK(Containers::of_flexbuffer(flex("old", "", "gs://old/")).resolved("vcc://old/a.nc") == "gs://old/a.nc");
    CHECK(Containers::of_flexbuffer(flex("old", "era", "")).resolved("vcc://era/a.nc") == "vcc://era/a.nc");
    CHECK(Containers::of_flexbuffer(flex_buffer({}, 1)).resolved("vcc://era/a.nc") == "vcc://era/a.nc");
    CHECK(Containers::of_flexbuffer("").resolved("vcc://era/a.nc") == "vcc://era/a.nc");
}

TEST_CASE("containers of YAML") {
    const Containers containers = Containers::of_yaml(k_yaml);
    CHECK(containers.resolved("vcc://era/1979.nc") == "s3://bucket/data/1979.nc");
    CHECK(containers.resolved("vcc://old-name/x/1979.nc") == "gs://old/x/1979.nc");
    CHECK(containers.resolved("vcc://host/1979.nc") == "vcc://host/1979.nc");
    for (const char* other :
         {"", "[]", "a: 1", "virtual_chunk_containers: 7", "virtual_chunk_containers: {a: 7, [b]: c}",
          "virtual_chunk_containers: {a: {name: [], url_prefix: {}}}"})
        CHECK(Containers::of_yaml(other).resolved("vcc://a/x") == "vcc://a/x");
    CHECK_THROWS_AS(Containers::of_yaml("a: [1"), icechunk::BadBuffer);
    CHECK_THROWS_AS(Containers::of_yaml(std::string(100'000, '[')), icechunk::BadBuffer);
}

TEST_CASE("a chunk in a container lies under its prefix, in both versions") {
    const TempFolder folder;
    CHECK(sources_of(read(folder, 2, "vcc://era/t.bin", flex("s3://b/p/", "era", "s3://b/p/"))) ==
          "s3://b/p/t.bin 4 time[4,6)\n");
    const TempFolder other;
    CHECK(sources_of(read(other, 1, "vcc://era/t.bin", k_yaml)) == "s3://bucket/data/t.bin 4 time[4,6)\n");
}

TEST_CASE("a container that is not known costs its chunks, with a warning") {
    const TempFolder folder;
    const Dataset dataset = read(folder, 2, "vcc://gone/t.bin", flex("s3://b/p/", "era", "s3://b/p/"));
    CHECK(sources_of(dataset).empty());
    CHECK(said_of(dataset).find("probe/refused-source") != std::string::npos);
    CHECK(said_of(dataset).find("the configuration of the repository does not have") != std::string::npos);
    for (const Problem& problem : dataset.problems)
        if (problem.code == "probe/refused-source") CHECK(problem.severity == Severity::warning);
}

TEST_CASE("neither a container nor what follows it leads out of what may be read") {
    const TempFolder folder;
    folder.add_file("secret", "1234567");
    CHECK(sources_of(read(folder, 2, "vcc://era/../../secret", flex("k", "era", "s3://b/p/"))).empty());
    const TempFolder other;
    CHECK(sources_of(read(other, 2, "vcc://era/etc/passwd", flex("k", "era", "file:///"))).empty());
    const TempFolder third;
    CHECK(sources_of(read(third, 2, "vcc://era/x", flex("k", "era", "javascript:alert(1)//"))).empty());
}

TEST_CASE("a configuration that cannot be read is a warning, and the repository is read") {
    const TempFolder folder;
    const Dataset dataset = read(folder, 2, "s3://b/t.bin", "\xFF\xFF\x24\x01");
    CHECK(sources_of(dataset) == "s3://b/t.bin 4 time[4,6)\n");
    CHECK(
        said_of(dataset).find("probe/bad-icechunk set.json/repo the configuration of the repository cannot be read") !=
        std::string::npos);
    const TempFolder other;
    const Dataset yaml = read(other, 1, "s3://b/t.bin", "a: [");
    CHECK(said_of(yaml).find("probe/bad-icechunk set.json/config.yaml") != std::string::npos);
}

TEST_CASE("damaged configurations never lead out of their bytes") {
    const std::string good = flex("s3://b/p/", "era", "s3://b/p/", 1);
    std::size_t refused = 0;
    const auto attempt = [&](const std::string& bytes) {
        try {
            Containers::of_flexbuffer(bytes).resolved("vcc://era/x");
        } catch (const icechunk::BadBuffer&) {
            ++refused;
        }
    };
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (int value = 0; value < 256; ++value) {
            std::string damaged = good;
            damaged[i] = static_cast<char>(value);
            attempt(damaged);
        }
        attempt(good.substr(0, i));
        attempt(good.substr(i));
    }
    CHECK(refused > 1000);
}
