// Random schemas and rows, and rows put together again from the columns that a reader gives.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/parquet/file.hpp"
#include "base/parquet/file_writer.hpp"

namespace cairn::test {

/// A value of any kind; of structs the fields, of lists and maps the elements.
struct Cell {
    bool is_null = false;
    std::uint64_t number = 0;
    std::string text;
    std::vector<Cell> elements;
    std::vector<Cell> keys;
    bool operator==(const Cell&) const = default;
};

using Row = std::vector<Cell>;
using Random = std::mt19937;

std::vector<parquet::Node> random_fields(Random& random);
Row random_row(const std::vector<parquet::Node>& fields, Random& random);

/// The bytes of a file of these rows.
std::string written(const parquet::Schema& schema, const std::vector<Row>& rows,
                    const parquet::WriterOptions& options = {});

/// All rows of a file with this schema, as the reader has them; fails the test where it cannot read.
std::vector<Row> rows_read(const parquet::Schema& schema, parquet::File& file);

}  // namespace cairn::test
