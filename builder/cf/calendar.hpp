// The calendars of CF section 4.4.1, and what a date of each is in real time.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/gregorian.hpp"
#include "builder/model/instant.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// `utc` and `tai` count leap seconds, as all others do not; both write dates of the Gregorian calendar.
enum class Calendar { standard, proleptic_gregorian, julian, noleap, all_leap, day_360, utc, tai, none };

/// By CF name or one that FMS or ROMS writes, in any letter case; the empty name is standard. nullopt: no
/// calendar of CF.
std::optional<Calendar> calendar_named(std::string_view name);
std::string_view name_of(Calendar calendar);  ///< the CF name: "standard", "360_day", ...

/// The year is astronomical (0 is 1 BC) whatever the calendar; month from 1, day from 1.
struct CalendarDate {
    std::int64_t year = 0;
    int month = 1;
    int day = 1;
    auto operator<=>(const CalendarDate&) const = default;
};

/// Whether years are written without a year 0 (cftime's default): in standard and julian the year before 1 is -1.
bool lacks_year_zero(Calendar calendar);

/// Whether the calendar has this date: not 1582-10-05 to 14 in standard, not 29 February in noleap, but 30 February in
/// 360_day.
bool exists(Calendar calendar, const CalendarDate& date);

/// The number of a day in its calendar. Standard, proleptic_gregorian, julian: real days since 1970-01-01 (Gregorian);
/// the others count from their own 0000-01-01. Precondition: the date exists and the year is within a million of 0.
std::int64_t days_from_date(Calendar calendar, const CalendarDate& date);
CalendarDate date_from_days(Calendar calendar, std::int64_t days);

/// Whether its dates are days that the Earth had, and not only labels: all but noleap, all_leap, 360_day and none.
bool has_real_dates(Calendar calendar);

/// The microseconds that have passed since the calendar's day 0 at a date and time that is written without leap
/// seconds: the same number, but in utc, where those since 1972 have passed too.
std::int64_t elapsed_at_label(Calendar calendar, std::int64_t label_us);

/// The instant of `microseconds` since the calendar's day 0. Julian: the real instant. Standard: likewise since 1582,
/// before by `early`. utc, tai: without the leap seconds; none before 1972 in tai, where the difference was no whole
/// number. noleap, all_leap, 360_day: by `mapping`; in the default a label that the Gregorian calendar does not have
/// (30 February) becomes 23:59:59 of that month's last day, so that order is kept and no date is invented. nullopt
/// also: beyond what an instant can hold.
std::optional<UtcInstant> to_utc(Calendar calendar, std::int64_t microseconds,
                                 CalendarMapping mapping = CalendarMapping::label,
                                 EarlyDates early = EarlyDates::label);

/// The instant with the same date and time, whatever the calendar; a date that the Gregorian calendar does not have as
/// in to_utc. nullopt: beyond what an instant can hold.
std::optional<UtcInstant> label_of(Calendar calendar, std::int64_t microseconds);

/// A date `months` later. A day that its month does not have becomes the last one: a month after 31 January ends
/// February.
CalendarDate add_months(Calendar calendar, const CalendarDate& date, std::int64_t months);

constexpr std::int64_t k_microseconds_per_second = 1'000'000;
constexpr std::int64_t k_microseconds_per_day = 86'400 * k_microseconds_per_second;

}  // namespace cairn
