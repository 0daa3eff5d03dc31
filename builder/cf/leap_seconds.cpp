#include "builder/cf/leap_seconds.hpp"

#include <algorithm>
#include <array>

#include "builder/model/instant.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_second_us = 1'000'000;
constexpr std::int64_t k_first_difference_s = 10;

struct YearAndMonth {
    int year;
    int month;
};

/// The first days that came after a leap second (IERS Bulletin C).
constexpr std::array<YearAndMonth, 27> k_after_leap{
    {{1972, 7}, {1973, 1}, {1974, 1}, {1975, 1}, {1976, 1}, {1977, 1}, {1978, 1}, {1979, 1}, {1980, 1},
     {1981, 7}, {1982, 7}, {1983, 7}, {1985, 7}, {1988, 1}, {1990, 1}, {1991, 1}, {1992, 7}, {1993, 7},
     {1994, 7}, {1996, 1}, {1997, 7}, {1999, 1}, {2006, 1}, {2009, 1}, {2012, 7}, {2015, 7}, {2017, 1}}};

std::int64_t instant_us(const YearAndMonth& date) {
    return days_from_gregorian(date.year, date.month, 1) * 86'400 * k_second_us;
}

}  // namespace

std::int64_t tai_minus_utc_s(std::int64_t utc_us) {
    return k_first_difference_s + std::count_if(k_after_leap.begin(), k_after_leap.end(),
                                                [utc_us](YearAndMonth date) { return instant_us(date) <= utc_us; });
}

std::int64_t utc_from_tai(std::int64_t tai_us) {
    std::int64_t difference_s = k_first_difference_s;
    for (const YearAndMonth& date : k_after_leap) {
        const std::int64_t after_us = instant_us(date);
        if (tai_us - (difference_s + 1) * k_second_us >= after_us) {
            ++difference_s;
        } else if (tai_us - difference_s * k_second_us >= after_us) {
            return after_us - k_second_us;  // within the leap second
        } else {
            break;
        }
    }
    return tai_us - difference_s * k_second_us;
}

}  // namespace cairn
