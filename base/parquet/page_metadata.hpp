// What is said of single pages: their headers, and the indexes that stand before the footer. metadata.hpp has the link.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/parquet/metadata.hpp"

namespace cairn::parquet {

enum class PageKind : std::int64_t { data = 0, index = 1, dictionary = 2, data_v2 = 3 };

/// The bounds of the pages of a column chunk.
struct ColumnIndex {
    struct Page {
        bool is_null = false;  ///< it has no values, and no bounds
        ColumnBounds bounds;
        std::optional<std::int64_t> nulls;
    };
    std::vector<Page> pages;
    std::int64_t order = 0;  ///< 1: bounds rise from page to page, 2: they fall
};

/// Where the pages of a column chunk are.
struct PageLocation {
    FilePart part;
    std::int64_t first_row = 0;  ///< in the row group
};

struct PageHeader {
    PageKind kind = PageKind::data;
    std::int64_t uncompressed_bytes = 0;
    std::int64_t compressed_bytes = 0;
    std::int64_t values = 0;
    Encoding encoding = Encoding::plain;
    std::optional<Encoding> definition_encoding;  ///< of data pages v1
    std::optional<Encoding> repetition_encoding;  ///< likewise
    std::int64_t definition_bytes = 0;            ///< of v2
    std::int64_t repetition_bytes = 0;            ///< of v2
    bool is_compressed = true;                    ///< of v2
    std::size_t header_bytes = 0;
};

/// All throw Fault.
PageHeader parse_page_header(std::span<const std::byte> bytes);
ColumnIndex parse_column_index(std::span<const std::byte> bytes);
std::vector<PageLocation> parse_offset_index(std::span<const std::byte> bytes);

}  // namespace cairn::parquet
