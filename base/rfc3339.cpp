#include "base/rfc3339.hpp"

#include <fmt/format.h>

#include "base/gregorian.hpp"

namespace cairn {

std::string rfc3339_of(std::int64_t microseconds) {
    constexpr std::int64_t k_second = 1'000'000;
    constexpr std::int64_t k_day = 86'400 * k_second;
    const std::int64_t days = floor_div(microseconds, k_day);
    const std::int64_t in_day = microseconds - days * k_day;
    const std::int64_t seconds = in_day / k_second;
    const GregorianDate date = gregorian_from_days(days);
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day,
                                   seconds / 3600, seconds / 60 % 60, seconds % 60);
    if (const std::int64_t fraction = in_day % k_second; fraction != 0) {
        std::string digits = fmt::format("{:06}", fraction);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text + 'Z';
}

}  // namespace cairn
