// Where the values of a file's variables are, in the terms of Zarr v2: what references into the file are made of.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

/// Stored bytes of one chunk, in the file.
struct StoredChunk {
    static constexpr std::uint64_t k_absent = UINT64_MAX;

    std::uint64_t offset = k_absent;  ///< k_absent: the chunk was never written
    std::uint64_t size = 0;           ///< bytes, as stored
    bool is_there() const { return offset != k_absent; }
    bool operator==(const StoredChunk&) const = default;
};

/// The values of one variable.
struct ArrayManifest {
    enum class Kind : std::uint8_t {
        chunked,  ///< `chunks`: every chunk has a place of its own
        rows,     ///< without filters: rows of the first dimension, `stride` bytes from one to the next
        inlined,  ///< `bytes` are all that there is
        refused   ///< no reference can stand for them: `refusal` says why
    };

    Kind kind = Kind::refused;
    std::string dtype;                 ///< as numpy and Zarr v2 write it: "<f4", "|S1", "|O" (texts)
    std::uint32_t item_bytes = 0;      ///< of one element; 0: texts
    std::vector<std::uint64_t> shape;  ///< as large as the dimensions, which may be more than the file stores
    std::vector<std::uint64_t> chunk;  ///< chunked: elements along each dimension, none of them 0
    std::string filters;               ///< chunked: numcodecs' configurations, a JSON array; empty: none
    std::string compressor;            ///< chunked: one configuration, a JSON object; empty: none
    std::vector<StoredChunk> chunks;   ///< chunked: one each in C order of the chunks that the shape has
    std::uint64_t begin = 0;           ///< rows: offset of the first in the file
    std::uint64_t stride = 0;          ///< rows: bytes from one to the next; their size where they lie side by side
    std::string bytes;                 ///< all values in C order, each element as dtype has it; texts as vlen-utf8; empty:
                                       ///< they are too many to be inlined, or none
    std::string fill;                  ///< what chunks that are not there stand for, one element as dtype has it; empty:
                                       ///< zeros
    bool is_fill_known = true;         ///< false: nobody knows what was never written
    std::string zeros;                 ///< a stored chunk of zeros, where chunks that are not there stand for zeros
    std::string digest;                ///< of all decoded values, where they were asked for and are not too many
    std::string refusal;               ///< refused: what was found, the same for every file where it is found
};

/// What one file gives: its dataset, with the values of coordinates, and where everything is.
struct FileManifest {
    Dataset dataset;
    std::vector<std::vector<ArrayManifest>> arrays;  ///< [group][variable], as the dataset has them
};

/// Decoded values larger than this are not compared: they have no digest.
constexpr std::uint64_t k_largest_digested = 32ULL << 20;

/// Arrays of at most so many bytes, decoded, are inlined: a request costs more than their bytes.
constexpr std::uint64_t k_inlined_bytes = 4096;

}  // namespace cairn
