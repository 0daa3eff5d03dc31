// The schema of a file that is read: a tree that its footer lists in the order of a walk, and the columns at its
// leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/parquet/metadata.hpp"
#include "base/parquet/thrift.hpp"

namespace cairn::parquet {

struct SchemaElement {
    std::optional<std::int64_t> type;
    std::int64_t repetition = 0;  ///< 0 required, 1 optional, 2 repeated
    std::int64_t children = 0;
    std::string name;
    ColumnStep::Group group = ColumnStep::Group::none;
    Meaning meaning = Meaning::plain;
};

/// Throws Fault.
SchemaElement parse_schema_element(Thrift& thrift);

/// The leaves in their order, and the ways to them. Throws Fault for a schema that is none, or too large, or that
/// `tables` does not allow.
std::vector<Column> columns_of(const std::vector<SchemaElement>& elements, Tables tables,
                               std::vector<ColumnPath>& paths);

}  // namespace cairn::parquet
