// The rows of one refs.<n>.parq.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/outcome.hpp"
#include "base/parquet/file.hpp"
#include "builder/probe/references/sink.hpp"

namespace cairn::references {

/// Rows of one row group.
struct Records {
    std::size_t rows = 0;
    parquet::ColumnValues path;
    parquet::ColumnValues offset;
    parquet::ColumnValues size;
    parquet::ColumnValues raw;

    bool is_inline(std::size_t row) const { return raw.is_present[row]; }
    std::string_view inlined(std::size_t row) const { return raw.texts[raw.text_of[row]]; }
    bool is_target(std::size_t row) const { return !is_inline(row) && path.is_present[row]; }
    std::string_view url(std::size_t row) const { return path.texts[path.text_of[row]]; }
};

/// Where the four columns are.
struct RecordColumns {
    std::size_t path = 0;
    std::size_t offset = 0;
    std::size_t size = 0;
    std::size_t raw = 0;
};

/// "probe/bad-parquet" when a column is not there, or of another type.
Outcome<RecordColumns> record_columns(const parquet::File& file);
Outcome<Records> read_records(parquet::File& file, const RecordColumns& columns, std::size_t group);

/// The target of a row; false, and `why`, when its offset or size cannot be.
bool target_of(const Records& records, std::size_t row, Target& target, std::string& why);

}  // namespace cairn::references
