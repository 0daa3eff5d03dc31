// One small array in a store in memory: the JSON of its metadata and its chunks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/probe/zarr/array_values.hpp"
#include "tests/support/zarr_array.hpp"
#include "tests/support/zarr_memory_store.hpp"

namespace cairn::test {

constexpr std::uint64_t k_chunk_limit = 1 << 20;

inline std::string unhex(std::string_view digits) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
        bytes.push_back(static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16)));
    return bytes;
}

inline zarr::ArrayValues read_array(std::string_view metadata, ZarrMemoryStore::Contents chunks,
                                    std::string_view path = "a", std::uint64_t limit = k_chunk_limit) {
    ZarrMemoryStore store(std::move(chunks));
    return zarr::read_values(store, path, zarr_array(metadata), limit);
}

/// Zarr v2, eight of the type in one chunk "a/0", with the members of `extra`.
inline std::string v2_array(std::string_view dtype, std::string_view extra, int count = 8) {
    return R"({"zarr_format":2,"shape":[)" + std::to_string(count) + R"(],"chunks":[)" + std::to_string(count) +
           R"(],"dtype":")" + std::string(dtype) + R"(",)" + std::string(extra) + "}";
}

/// Likewise v3, in the chunk "a/c/0".
inline std::string v3_array(std::string_view type, std::string_view codecs, int count = 8) {
    return R"({"zarr_format":3,"node_type":"array","shape":[)" + std::to_string(count) +
           R"(],"chunk_grid":{"name":"regular","configuration":{"chunk_shape":[)" + std::to_string(count) +
           R"(]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"data_type":")" + std::string(type) +
           R"(","codecs":)" + std::string(codecs) + "}";
}

using Doubles = std::vector<double>;
using Integers = std::vector<std::int64_t>;
using Naturals = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;

}  // namespace cairn::test
