// The footer of Parquet files, in the terms of the format:
// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cairn::parquet {

enum class Physical : std::int64_t {
    boolean = 0,
    int32 = 1,
    int64 = 2,
    int96 = 3,
    float32 = 4,
    float64 = 5,
    byte_array = 6,
    fixed = 7
};
enum class Codec : std::int64_t { none = 0, snappy = 1, gzip = 2, zstd = 6 };
enum class Encoding : std::int64_t { plain = 0, plain_dictionary = 2, rle = 3, rle_dictionary = 8 };

/// What the bytes of a value stand for.
enum class Meaning {
    plain,         ///< what the physical type says
    text,          ///< UTF-8
    json,          ///< UTF-8 that is JSON text
    date,          ///< int32: days since 1970-01-01
    timestamp_ms,  ///< int64: milliseconds since 1970-01-01T00:00:00Z
    timestamp_us,  ///< int64: microseconds since then
    timestamp_ns,  ///< int64: nanoseconds since then
};

/// A column of values. Where its table is not flat, the levels say what of the way to a value there is.
struct Column {
    std::string name;  ///< of nested ones the path, with '.'
    Physical type = Physical::byte_array;
    unsigned definition = 0;  ///< the greatest levels; of a column of a flat table 1 and 0 when it is optional
    unsigned repetition = 0;
    Meaning meaning = Meaning::plain;  ///< what is none of the others is plain, too
    bool operator==(const Column&) const = default;
};

/// One step of the way to a column, as the schema has it.
struct ColumnStep {
    enum class Group { none, list, map };
    std::string name;
    std::int64_t repetition = 0;  ///< 0 required, 1 optional, 2 repeated
    Group group = Group::none;
};

struct ColumnPath {
    std::vector<ColumnStep> steps;
};

/// What is known of the values of a chunk or a page: bounds in the plain encoding, which need not be values.
struct ColumnBounds {
    std::string least;
    std::string greatest;
    bool operator==(const ColumnBounds&) const = default;
};

/// Bytes of the file; length 0: there are none.
struct FilePart {
    std::int64_t offset = 0;
    std::int64_t length = 0;
};

struct ColumnChunk {
    bool is_elsewhere = false;  ///< in another file
    Codec codec = Codec::none;
    Physical type = Physical::byte_array;
    std::int64_t values = 0;
    std::int64_t compressed_bytes = 0;
    std::int64_t data_offset = 0;
    std::optional<std::int64_t> dictionary_offset;
    std::optional<std::int64_t> nulls;
    std::optional<ColumnBounds> bounds;  ///< `min_value` and `max_value`; those of before 2017 have no defined order
    FilePart column_index;
    FilePart offset_index;
};

struct RowGroup {
    std::int64_t rows = 0;
    std::vector<ColumnChunk> columns;           ///< as many as the schema has
    std::vector<std::int64_t> sorting_columns;  ///< numbers of columns by which the rows rise; those that fall end it
};

struct Footer {
    std::vector<Column> columns;
    std::vector<ColumnPath> paths;  ///< of each column
    std::int64_t rows = 0;
    std::vector<RowGroup> groups;
    std::vector<std::pair<std::string, std::string>> metadata;  ///< keys and values
};

enum class Tables {
    flat,   ///< nested and repeated columns are a fault
    nested  ///< structs, lists and maps are columns of values with levels
};

/// Throws Fault.
Footer parse_footer(std::span<const std::byte> bytes, Tables tables = Tables::flat);

}  // namespace cairn::parquet
