// What kind of column holds all the values that were met.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/parquet/schema.hpp"
#include "builder/tables/record.hpp"

namespace cairn::tables {

/// The order in which values are added does not matter.
class Shape {
  public:
    void add(const Cell& value);
    /// The column of all of them. Values of several kinds, and structs of very many members, are JSON text.
    /// `name`: of the column; instants have a column of instants even when all are null.
    parquet::Node node(const std::string& name) const;

  private:
    enum class Kind { nothing, boolean, integer, number, time, text, json, binary, list, structure };
    static Kind kind_of(const Cell& value);
    static Kind united(Kind a, Kind b);
    parquet::Node leaf(const std::string& name) const;

    Kind m_kind = Kind::nothing;
    std::unique_ptr<Shape> m_element;                     ///< of lists
    std::map<std::string, Shape, std::less<>> m_members;  ///< of structures
};

/// The members of rows.
using Shapes = std::map<std::string, Shape, std::less<>>;

}  // namespace cairn::tables
