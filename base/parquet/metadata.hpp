// The footer and the page headers of Parquet files, in the terms of the format:
// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
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
enum class PageKind : std::int64_t { data = 0, index = 1, dictionary = 2, data_v2 = 3 };

struct Column {
    std::string name;
    Physical type = Physical::byte_array;
    bool is_optional = false;
    bool operator==(const Column&) const = default;
};

struct ColumnChunk {
    bool is_elsewhere = false;  ///< in another file
    Codec codec = Codec::none;
    Physical type = Physical::byte_array;
    std::int64_t values = 0;
    std::int64_t compressed_bytes = 0;
    std::int64_t data_offset = 0;
    std::optional<std::int64_t> dictionary_offset;
};

struct RowGroup {
    std::int64_t rows = 0;
    std::vector<ColumnChunk> columns;  ///< as many as the schema has
};

struct Footer {
    std::vector<Column> columns;
    std::int64_t rows = 0;
    std::vector<RowGroup> groups;
};

struct PageHeader {
    PageKind kind = PageKind::data;
    std::int64_t uncompressed_bytes = 0;
    std::int64_t compressed_bytes = 0;
    std::int64_t values = 0;
    Encoding encoding = Encoding::plain;
    std::optional<Encoding> definition_encoding;  ///< of data pages v1
    std::int64_t definition_bytes = 0;            ///< of v2
    std::int64_t repetition_bytes = 0;            ///< of v2
    bool is_compressed = true;                    ///< of v2
    std::size_t header_bytes = 0;
};

/// Both throw Fault. The footer has columns of flat tables only: nested and repeated ones are a fault.
Footer parse_footer(std::span<const std::byte> bytes);
PageHeader parse_page_header(std::span<const std::byte> bytes);

}  // namespace cairn::parquet
