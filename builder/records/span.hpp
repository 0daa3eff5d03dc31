// The time that a record states.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/config/schema.hpp"
#include "builder/model/granule.hpp"
#include "builder/model/policies.hpp"

namespace cairn::records {

/// Why a time or a place is what it is. Short enough that a million of them need no memory of their own.
inline constexpr std::string_view k_from_record = "from a record";

/// From "datetime" or "interval" of a record that the schema takes. A day, month or year is all of it: the end is its
/// last second, or the first instant after it (`end`). Adds what is wrong to `violations`.
TimeCoverage stated_time(const json::Value& record, IntervalEnd end, std::vector<Violation>& violations);

/// What a written date covers, as `stated_time` takes it; nullopt: there is no such date.
std::optional<UtcInterval> written_span(std::string_view text, IntervalEnd end);

}  // namespace cairn::records
