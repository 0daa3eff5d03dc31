#include "builder/interpret/time_units.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "builder/interpret/words.hpp"

namespace cairn {

namespace {

__extension__ using Int128 = __int128;

constexpr std::int64_t k_second_ns = 1'000'000'000;
constexpr std::int64_t k_minute_ns = 60 * k_second_ns;
constexpr std::int64_t k_day_ns = 86'400 * k_second_ns;

struct UnitName {
    std::string_view name;  ///< a plural "s" may follow when it is longer than two letters
    std::int64_t length_ns;
    bool only_360_day = false;
};

constexpr std::array<UnitName, 29> k_units{{
    {"day", k_day_ns},
    {"d", k_day_ns},
    {"hour", 60 * k_minute_ns},
    {"hr", 60 * k_minute_ns},
    {"hrs", 60 * k_minute_ns},
    {"h", 60 * k_minute_ns},
    {"minute", k_minute_ns},
    {"min", k_minute_ns},
    {"second", k_second_ns},
    {"sec", k_second_ns},
    {"s", k_second_ns},
    {"millisecond", k_second_ns / 1000},
    {"millisec", k_second_ns / 1000},
    {"msec", k_second_ns / 1000},
    {"ms", k_second_ns / 1000},
    {"microsecond", 1000},
    {"microsec", 1000},
    {"us", 1000},
    {"\xC2\xB5s", 1000},  // micro sign
    {"nanosecond", 1},
    {"nanosec", 1},
    {"nsec", 1},
    {"ns", 1},
    {"week", 7 * k_day_ns},
    {"month", 30 * k_day_ns, true},
    {"mon", 30 * k_day_ns, true},
    {"year", 360 * k_day_ns, true},
    {"yr", 360 * k_day_ns, true},
    {"yrs", 360 * k_day_ns, true},
}};

const UnitName* find_unit(std::string_view lower) {
    for (const UnitName& unit : k_units) {
        if (lower == unit.name) return &unit;
    }
    if (lower.size() > 3 && lower.back() == 's') {
        lower.remove_suffix(1);
        for (const UnitName& unit : k_units) {
            if (lower == unit.name) return &unit;
        }
    }
    return nullptr;
}

}  // namespace

std::optional<TimeUnits> parse_time_units(std::string_view text, Calendar calendar, std::string& why_not) {
    const std::string lower = to_lower(text);
    const std::size_t since = lower.find(" since ");
    const std::size_t skipped = since == std::string::npos ? 0 : since + 7;
    if (skipped == 0 || calendar == Calendar::none) {
        why_not = calendar == Calendar::none
                      ? "calendar 'none' has no dates"
                      : fmt::format("units '{}' have no reference date (expected '<unit> since <date>')", text);
        return std::nullopt;
    }
    const std::vector<std::string> unit_words = words_of(std::string_view(lower).substr(0, since));
    const UnitName* unit = unit_words.size() == 1 ? find_unit(unit_words.front()) : nullptr;
    if (unit == nullptr) {
        why_not = fmt::format("unit '{}' in '{}' is not a unit of time known here (days, hours, minutes, seconds, ...)",
                              text.substr(0, since), text);
        return std::nullopt;
    }
    if (unit->only_360_day && calendar != Calendar::day_360) {
        why_not = fmt::format("units '{}': a {} has no fixed length in calendar '{}' (only in 360_day)", text,
                              unit->name, name_of(calendar));
        return std::nullopt;
    }
    const auto reference = parse_date_time(text.substr(skipped), calendar, why_not);
    if (!reference) return std::nullopt;
    return TimeUnits{calendar, unit->length_ns, *reference};
}

std::optional<std::int64_t> decode_time(const TimeUnits& units, double value) {
    constexpr double k_largest = 9.2e18;  // whole units that fit 64 bits
    if (!std::isfinite(value) || std::abs(value) > k_largest) return std::nullopt;
    const double whole = std::floor(value);
    const auto fraction_ns =
        static_cast<std::int64_t>(std::llround((value - whole) * static_cast<double>(units.unit_ns)));
    const Int128 total_ns = static_cast<Int128>(static_cast<std::int64_t>(whole)) * units.unit_ns + fraction_ns;
    const Int128 grain_ns = units.unit_ns >= k_minute_ns ? 1'000'000 : 1'000;
    const Int128 shifted = total_ns + grain_ns / 2;
    const Int128 grains = shifted / grain_ns - (shifted % grain_ns < 0 ? 1 : 0);
    const Int128 microseconds = grains * (grain_ns / 1'000) + units.reference_us;
    constexpr std::int64_t k_limit = std::numeric_limits<std::int64_t>::max() / 2;
    if (microseconds > k_limit || microseconds < -k_limit) return std::nullopt;
    return static_cast<std::int64_t>(microseconds);
}

}  // namespace cairn
