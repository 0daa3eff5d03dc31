// Dates and times of RFC 3339, as STAC writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cairn::validate {

/// Microseconds since 1970-01-01T00:00:00Z. A leap second counts as the second after it.
using Microseconds = std::int64_t;

/// RFC 3339, 5.6: full-date "T" full-time; 'T' and 'Z' in either case, a blank for the 'T' (the note there; ajv takes
/// it too), real dates only, 60 only at 23:59:60 UTC.
std::optional<Microseconds> parse_instant(std::string_view text);

bool is_full_date(std::string_view text);
bool is_full_time(std::string_view text);

}  // namespace cairn::validate
