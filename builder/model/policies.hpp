// What conventions leave open or files get wrong, decided once for a whole catalog. Default-constructed: the defaults.
#pragma once

#include <cstdint>
#include <vector>

namespace cairn {

/// What "months since" and "years since" count. The 360-day calendar has months of one length and is not concerned.
enum class MonthUnits {
    calendar,  ///< months and years of the axis's calendar, fractions as parts of the month that they fall into
    udunits,   ///< the twelfth of a tropical year, 30.436849898 days, as udunits defines a month
    refuse     ///< no dates, as cftime
};

/// What instant a date of a calendar without real dates (noleap, all_leap, 360_day) becomes.
enum class CalendarMapping {
    label,          ///< the same year, month, day and time; 30 February: the last second of February
    year_fraction,  ///< the instant at which the same part of the real year has passed
    refuse          ///< none
};

/// What instant a date of the mixed calendar (`standard`) before 1582-10-15 becomes.
enum class EarlyDates {
    label,  ///< the same year, month, day and time, as every program shows it; 29 February 1500: the last second of
            ///< February
    real    ///< the day that the Julian calendar, which the mixed one has until then, means
};

/// Where an interval ends whose last cell has bounds: their upper edge is the first instant after it.
enum class IntervalEnd {
    inclusive,  ///< the last second before the edge; the last millisecond where the cell is shorter than two seconds
    edge
};

/// How far cells without bounds reach on axes of latitude and longitude with equal steps.
enum class HalfCellPolicy : std::uint8_t {
    none,    ///< to their centres, but for cells that end at a pole or close the circle
    regular  ///< half a step
};

/// What a time or a place can be known from.
enum class Testimony : std::uint8_t { coordinates, attributes, file_name };

std::vector<Testimony> default_trust();  ///< coordinates, attributes, file_name

struct Policies {
    MonthUnits month_units = MonthUnits::calendar;
    CalendarMapping calendar_mapping = CalendarMapping::label;
    EarlyDates early_dates = EarlyDates::label;
    IntervalEnd interval_end = IntervalEnd::inclusive;
    /// The first that says something is believed, the others are compared with it. What is not listed is never used.
    std::vector<Testimony> trust = default_trust();
    double time_tolerance_days = 0.05;     ///< testimonies that differ by more, and by more than a step, disagree
    double place_tolerance_deg = 0.01;     ///< likewise, or by more than one cell of the grid
    double footprint_tolerance_deg = 0.1;  ///< how far a simplified outline may lie from the true one
    HalfCellPolicy half_cells = HalfCellPolicy::none;
    bool operator==(const Policies&) const = default;
};

}  // namespace cairn
