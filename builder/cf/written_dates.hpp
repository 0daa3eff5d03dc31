// Dates as the names of files and folders have them: "1979", "201609", "20160902", "2016-09-02T00:30", "2016246".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// How precise a date is; what may follow it depends on that.
enum class Precision { none, year, month, day, time };

/// One date at the beginning of a text.
struct WrittenDate {
    Precision precision = Precision::none;
    std::size_t length = 0;  ///< characters
    std::string digits;      ///< of the date, for comparing two of the same form
};

/// Years of four digits, or of two where a month, a day and perhaps a time follow; a letter or a digit behind it makes
/// it something else.
std::optional<WrittenDate> date_at_start(std::string_view text);

/// The second date of a range "a-b", of the same form as the first and not before it; returns its length with the dash,
/// or 0.
std::size_t length_of_range_end(std::string_view text, const WrittenDate& first);

/// A year outside of 1500 to 2999 that stands alone is a level, a wave length, an identifier.
bool is_plausible_alone(const WrittenDate& date);

/// Satellite products: "s20200010000215" (start, end, creation; YYYYDDDhhmmss and tenths), "S000000" and "E002959"
/// after a day.
bool is_marked_time(std::string_view part, Precision before);

/// A part that continues the date before it: month after year, day after month, time after day. none: it does not.
Precision continued(std::string_view part, Precision before);

}  // namespace cairn
