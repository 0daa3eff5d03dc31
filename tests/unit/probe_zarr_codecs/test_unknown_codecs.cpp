#include <catch2/catch.hpp>

#include "tests/support/mentions.hpp"
#include "tests/unit/probe_zarr_codecs/small_array.hpp"

using namespace cairn;
using namespace cairn::test;

namespace {

using Names = std::vector<std::string>;

Names unknown(const std::string& metadata) { return zarr::unknown_codecs(zarr_array(metadata)); }

}  // namespace

TEST_CASE("Codecs that are known are not named") {
    CHECK(unknown(v2_array("<i4", R"("compressor":{"id":"blosc"},"filters":[{"id":"delta","dtype":"<i4"}])")).empty());
    CHECK(unknown(v2_array("<i4", R"("compressor":null,"filters":null)")).empty());
    CHECK(unknown(v3_array("int32", "null")).empty());
}

TEST_CASE("Codecs that are not known are named, each once") {
    CHECK(unknown(v2_array("<i4",
                           R"("compressor":{"id":"imagecodecs_tiff"},"filters":[{"id":"pickle"},{"id":"pickle"}])")) ==
          Names{"pickle", "imagecodecs_tiff"});
    CHECK(unknown(v2_array("<i4", R"("compressor":{"id":"lzma","format":3})")) == Names{"lzma"});
    const std::string inner =
        R"({"name":"sharding_indexed","configuration":{"chunk_shape":[4],"codecs":[{"name":"bytes"},
                                 {"name":"numcodecs.zfpy"}],"index_codecs":["bytes",{"name":"secret"}]}})";
    CHECK(unknown(v3_array("int32", "[" + inner + R"(,{"name":"crc32c"}])")) == Names{"numcodecs.zfpy", "secret"});
}

TEST_CASE("An unknown codec costs only the values that need it") {
    const std::string metadata = v2_array("<i4", R"("fill_value":7,"compressor":{"id":"imagecodecs_tiff"})", 2);
    const auto read = read_array(metadata, {{"a/0", "MM"}});
    CHECK_THAT(read.missing_because, Mentions({"'a/0'", "'imagecodecs_tiff'"}));
    CHECK_FALSE(read.damaged);
    CHECK(std::get<Integers>(read_array(metadata, {}).values) == Integers{7, 7});
}
