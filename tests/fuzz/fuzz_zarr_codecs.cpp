// The first byte picks an array, the rest is its only chunk; or, from the number of arrays on, the metadata of an array
// up to a NUL byte, and then its chunk. make_zarr_corpus.py counts the arrays in the same order.
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "builder/probe/zarr/array_values.hpp"
#include "tests/support/zarr_array.hpp"
#include "tests/support/zarr_memory_store.hpp"

namespace {

struct Codecs {
    std::string_view type;
    std::string_view members;  ///< of v2: compressor and filters; of v3: an array of codecs
};

constexpr std::array k_v2{
    Codecs{"<i4", R"("compressor":{"id":"zstd"})"},
    Codecs{"<i4", R"("compressor":{"id":"gzip"})"},
    Codecs{"<i4", R"("compressor":{"id":"zlib"})"},
    Codecs{"<i4", R"("compressor":{"id":"lz4"})"},
    Codecs{"<i4", R"("compressor":{"id":"bz2"})"},
    Codecs{"<i4", R"("compressor":{"id":"lzma"})"},
    Codecs{"<i4", R"("compressor":{"id":"blosc"})"},
    Codecs{">f8", R"("filters":[{"id":"delta","dtype":">f8","astype":"<f4"},{"id":"shuffle","elementsize":4}])"},
    Codecs{"<f2", R"("filters":[{"id":"fixedscaleoffset","dtype":"<f2","astype":"<i8","scale":0.3,"offset":7}])"},
    Codecs{"|i1", R"("filters":[{"id":"astype","encode_dtype":"<f8","decode_dtype":"|i1"}])"},
    Codecs{"|b1", R"("filters":[{"id":"packbits"}])"},
    Codecs{"|O", R"("filters":[{"id":"vlen-utf8"}])"},
    Codecs{"|O", R"("filters":[{"id":"vlen-utf8"}],"compressor":{"id":"zstd"})"},
    Codecs{"|O", R"("filters":[{"id":"categorize","dtype":"|O","astype":"<i2","labels":["a","bc"]}],"order":"F")"},
    Codecs{">U3", R"("order":"F")"},
    Codecs{"|S5", R"("order":"F")"},
};

constexpr std::array k_v3{
    Codecs{
        "int16",
        R"([{"name":"transpose","configuration":{"order":[1,0]}},{"name":"bytes","configuration":{"endian":"big"}}])"},
    Codecs{"float32",
           R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2,2],"codecs":["bytes",{"name":"zstd"}],
        "index_codecs":["bytes"]}}])"},
    Codecs{"uint8", R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2,4],"index_location":"start",
        "index_codecs":["bytes"],"codecs":[{"name":"sharding_indexed","configuration":{"chunk_shape":[1,2],"index_codecs":["bytes"],
        "codecs":["bytes"]}}]}}])"},
    Codecs{"string", R"([{"name":"sharding_indexed","configuration":{"chunk_shape":[2,2],"codecs":["vlen-utf8"],
        "index_codecs":["bytes"]}},{"name":"gzip"}])"},
};

std::string metadata_of(std::size_t index) {
    if (index < k_v2.size())
        return R"({"zarr_format":2,"fill_value":null,"shape":[3,4],"chunks":[4,4],"dtype":")" +
               std::string(k_v2[index].type) + R"(",)" + std::string(k_v2[index].members) + "}";
    const Codecs& codecs = k_v3[index - k_v2.size()];
    const std::string fill = codecs.type == "string" ? R"("none")" : "1";
    return R"({"zarr_format":3,"shape":[3,4],"chunk_grid":{"configuration":{"chunk_shape":[4,4]}},"chunk_key_encoding":{"name":"v2"},)"
           R"("data_type":")" +
           std::string(codecs.type) + R"(","fill_value":)" + fill + R"(,"codecs":)" + std::string(codecs.members) + "}";
}

bool is_small(const cairn::zarr::ArrayMetadata& array) {
    std::uint64_t count = 1;
    for (const std::uint64_t length : array.shape) {
        if (length > 4096 || (count *= length) > 4096) return false;
    }
    return array.type.item_bytes <= 4096;  // what callers check before they ask for values
}

void read(const std::string& metadata, std::string chunk) {
    try {
        const cairn::zarr::ArrayMetadata array = cairn::test::zarr_array(metadata);
        if (!is_small(array)) return;
        cairn::test::ZarrMemoryStore store({{"0", chunk}, {"0.0", chunk}, {"c/0", chunk}, {"c/0/0", std::move(chunk)}});
        cairn::zarr::read_values(store, "", array, 1 << 20);
        std::string why_not;
        cairn::zarr::fill_value_of(array, why_not);
        cairn::zarr::unknown_codecs(array);
    } catch (const std::runtime_error&) {  // no array: the tests' own reader of metadata says so this way
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] < k_v2.size() + k_v3.size()) {
        read(metadata_of(data[0]), rest);
        return 0;
    }
    const std::size_t end = rest.find('\0');
    read(rest.substr(0, end), end == std::string::npos ? std::string() : rest.substr(end + 1));
    return 0;
}
