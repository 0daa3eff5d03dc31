// Times of documents and of questions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace cairn::search {

/// A closed interval in microseconds since 1970-01-01T00:00Z; the least and the greatest number are open ends.
struct TimeSpan {
    static constexpr std::int64_t k_open_start = INT64_MIN;
    static constexpr std::int64_t k_open_end = INT64_MAX;
    std::int64_t start = k_open_start;
    std::int64_t end = k_open_end;
    bool operator==(const TimeSpan&) const = default;
    bool meets(const TimeSpan& other) const { return start <= other.end && end >= other.start; }
};

/// An RFC 3339 time, years 0000 to 9999, cut off at microseconds; second 60 is the last microsecond of second 59.
std::optional<std::int64_t> parse_time(std::string_view text);

/// "T", "S/E", "S/..", "S/", "../E", "/E"; each of them a time, or a day, month or year as a whole. Or what is wrong.
std::variant<TimeSpan, std::string> parse_datetime(std::string_view text);

}  // namespace cairn::search
