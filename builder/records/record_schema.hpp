// The JSON Schema of a record, and what it refuses.
#pragma once

#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/schema.hpp"

namespace cairn::records {

/// record.schema.json, as it ships with the program.
std::string_view record_schema_text();

/// What the schema refuses of an object, and members that stand twice: one of them would be lost without a word. An
/// unknown member comes with the nearest known one. Threads: any number.
std::vector<Violation> shape_violations(const json::Value& record);

}  // namespace cairn::records
