// The rows of a Parquet table as JSON objects: columns with levels become values again (Dremel's record assembly).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json/value.hpp"
#include "base/parquet/file.hpp"

namespace cairn::validate {

/// A column, or what holds columns, of a table that is read.
struct TableField {
    std::string name;
    enum class Kind { leaf, structure, list, map } kind = Kind::leaf;
    bool is_optional = false;
    unsigned definition = 0;     ///< the definition level of what is present; of lists and maps: of empty ones
    unsigned repetition = 0;     ///< of lists and maps: the repetition level of all elements but the first
    std::size_t first_leaf = 0;  ///< the leaves below, or the leaf that it is: [first_leaf, end_leaf)
    std::size_t end_leaf = 0;
    std::vector<TableField> children;  ///< of a list its elements, of a map its keys and values
};

/// The fields of the table, in the order of its schema.
std::vector<TableField> fields_of(const parquet::Footer& footer);

/// Takes the columns of one row group apart row by row. Null members of objects are left out, but for the table's own
/// columns, which are null. Byte arrays without a meaning are texts. Throws std::runtime_error when levels and schema
/// contradict each other.
class TableRows {
  public:
    TableRows(const parquet::Footer& footer, const std::vector<TableField>& fields,
              std::vector<parquet::ColumnValues> columns)
        : m_footer(footer), m_fields(fields), m_columns(std::move(columns)), m_at(m_columns.size()) {}

    /// The next row: an object with a member for each field.
    json::Value next();

  private:
    json::Value value(const TableField& field);
    json::Value leaf(const TableField& field);
    json::Value structure(const TableField& field);
    json::Value entries(const TableField& field);
    unsigned definition_at(std::size_t leaf) const;
    bool goes_on(const TableField& field) const;
    void skip(const TableField& field);

    const parquet::Footer& m_footer;
    const std::vector<TableField>& m_fields;
    std::vector<parquet::ColumnValues> m_columns;
    std::vector<std::size_t> m_at;  ///< the next entry of each column
};

}  // namespace cairn::validate
