#include "base/gregorian.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_epoch = 719'468;  // days from 0000-03-01 to 1970-01-01
constexpr std::int64_t k_era = 146'097;    // days of 400 years, which repeat exactly

}  // namespace

int day_of_march_year(int month, int day) { return (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1; }

GregorianDate from_march_year(std::int64_t year, std::int64_t day_of_year) {
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    return {year + (month <= 2 ? 1 : 0), month, day};
}

std::int64_t days_from_gregorian(std::int64_t year, int month, int day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t year_of_era = floor_mod(year, 400);
    return floor_div(year, 400) * k_era + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_march_year(month, day) - k_epoch;
}

GregorianDate gregorian_from_days(std::int64_t days) {
    const std::int64_t since_march = days + k_epoch;
    const std::int64_t day_of_era = floor_mod(since_march, k_era);
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    return from_march_year(floor_div(since_march, k_era) * 400 + year_of_era,
                           day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100));
}

bool is_gregorian_date(std::int64_t year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31) return false;
    return gregorian_from_days(days_from_gregorian(year, month, day)).day == day;
}

}  // namespace cairn
