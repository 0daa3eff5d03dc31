// Leap seconds: the difference between atomic time and UTC, for the calendars `utc` and `tai` (CF section 4.4.1).
#pragma once

#include <cstdint>

namespace cairn {

/// From here on atomic time and UTC differ by whole seconds. Microseconds since 1970-01-01.
constexpr std::int64_t k_whole_leap_seconds_begin_us = 63'072'000'000'000;  // 1972-01-01

/// TAI - UTC in seconds at an instant of UTC, 10 before 1972. As announced up to 2026 (the last leap second was that of
/// 2016-12-31).
std::int64_t tai_minus_utc_s(std::int64_t utc_us);

/// The instant of UTC at which atomic time shows `tai_us`. A leap second itself becomes the second before it: RFC 3339
/// can write 23:59:60, but most programs cannot read it.
std::int64_t utc_from_tai(std::int64_t tai_us);

}  // namespace cairn
