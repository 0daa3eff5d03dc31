// Instants of real time: UTC on the proleptic Gregorian calendar, as RFC 3339 writes it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/gregorian.hpp"

namespace cairn {

/// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct UtcInstant {
    std::int64_t microseconds = 0;
    auto operator<=>(const UtcInstant&) const = default;
};

/// A closed interval of time; start == end is one instant. Invariant: start <= end.
struct UtcInterval {
    UtcInstant start;
    UtcInstant end;
    bool operator==(const UtcInterval&) const = default;
};

UtcInterval hull(const UtcInterval& a, const UtcInterval& b);

/// "2016-09-02T00:30:00Z", with as many fractional digits as are needed (".5", ".000001"). Precondition: the year is
/// 0000 to 9999.
std::string to_rfc3339(UtcInstant instant);
/// "20160902T003000Z": for names; fractional seconds are dropped.
std::string to_basic_format(UtcInstant instant);
/// Whether RFC 3339 can write it and clients can read it: years 0001 to 9999 (Python's datetime, and so pystac, ends at
/// year 1).
bool is_writable(UtcInstant instant);
/// Parses "2016-09-02", "2016-09-02T00:30:00Z" or with a numeric offset; nullopt for anything else.
std::optional<UtcInstant> parse_rfc3339(std::string_view text);

}  // namespace cairn
