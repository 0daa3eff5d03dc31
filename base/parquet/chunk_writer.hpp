// One column of a row group becomes pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/codecs/zstd.hpp"
#include "base/parquet/column_buffer.hpp"
#include "base/parquet/values.hpp"

namespace cairn::parquet {

/// A data page that was written.
struct PageWritten {
    std::int64_t offset = 0;  ///< in the file
    std::int64_t bytes = 0;   ///< with its header
    std::int64_t first_row = 0;
    ValueStatistics statistics;
};

/// A column chunk that was written: what the footer and the page indexes say of it.
struct ChunkWritten {
    std::int64_t entries = 0;
    std::int64_t data_offset = 0;
    std::int64_t dictionary_offset = -1;  ///< -1: there is none
    std::int64_t packed_bytes = 0;        ///< of all pages with their headers
    std::int64_t plain_bytes = 0;         ///< the same before zstd
    ValueStatistics statistics;
    std::vector<PageWritten> pages;
};

/// Where pages end: behind the row that reaches one of these.
struct PageLimits {
    std::size_t rows = 2048;
    std::size_t bytes = 256 << 10;  ///< of values, about
};

/// Appends the dictionary page, where one pays, and the data pages; the text begins at `offset` of the file.
ChunkWritten write_chunk(const ColumnBuffer& column, PageLimits limits, codecs::ZstdPacker& zstd, std::int64_t offset,
                         std::string& into);

}  // namespace cairn::parquet
