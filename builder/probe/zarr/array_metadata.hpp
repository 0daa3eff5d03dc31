// What .zarray (Zarr v2) or zarr.json (v3) says of one array, in one form for both versions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/chunk_runs.hpp"

namespace cairn::zarr {

/// How one element is stored.
struct DataType {
    enum class Kind {
        boolean,
        signed_integer,
        unsigned_integer,
        floating,
        complex,
        bytes,
        text,
        variable_text,
        datetime,
        timedelta,
        structure,
        opaque
    };
    Kind kind = Kind::opaque;
    std::uint32_t item_bytes = 0;  ///< of one element; 0: of varying length (variable_text), or not known
    bool big_endian = false;       ///< of Zarr v2; in v3 the `bytes` codec says so
    std::int64_t unit_ns = 0;      ///< of datetime and timedelta: nanoseconds a unit; 0: generic or not fixed (months)
    std::string unit;              ///< of datetime and timedelta: numpy's name with its multiple: "ns", "10us", "D"
    std::string name;              ///< as the metadata spell it: "<f4", "float32"; of a structure its JSON
};

/// How the chunks of an array are named.
struct ChunkKeys {
    enum class Encoding { v2, standard };  ///< "0.0"; "c/0/0" (v3's `default`)
    Encoding encoding = Encoding::v2;
    char separator = '.';
};

struct ArrayMetadata {
    int zarr_version = 2;
    std::vector<std::uint64_t> shape;
    std::vector<std::uint64_t> chunk_shape;  ///< as many as `shape` has; none is 0; of a rectilinear grid the longest
    std::vector<ChunkRuns> chunk_runs;       ///< of a rectilinear grid as many as `shape` has; empty: a regular grid
    DataType type;
    bool column_major = false;  ///< v2's order "F"
    ChunkKeys keys;
    json::Value fill_value;                                   ///< as written; null: none
    json::Value filters;                                      ///< v2: array or null
    json::Value compressor;                                   ///< v2: object or null
    json::Value codecs;                                       ///< v3: array
    std::vector<std::optional<std::string>> dimension_names;  ///< v3, when given: as many as `shape` has
};

/// The type in the terms of the data model: datetime and timedelta are int64, fixed and variable text are string.
Type model_type(const DataType& type);

}  // namespace cairn::zarr
