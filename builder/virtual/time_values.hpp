// Times of several files in one unit.
#pragma once

#include <optional>
#include <string>

#include "builder/cf/time_units.hpp"
#include "builder/model/dataset.hpp"

namespace cairn::virtualize {

/// What a variable's attributes say of its times.
struct TimeText {
    std::string units;
    std::string calendar;  ///< empty: the default

    /// On failure `why_not` says what was found.
    std::optional<TimeUnits> parse(std::string& why_not) const;
    bool operator==(const TimeText&) const = default;
};

/// Times of one unit in those of another, both of one calendar and of fixed length. Integers where they are exact, else
/// floating-point numbers.
class TimeConversion {
  public:
    TimeConversion(const TimeUnits& from, const TimeUnits& to) : m_from(from), m_to(to) {}

    static bool is_possible(const TimeUnits& from, const TimeUnits& to);

    /// nullopt: the value is no time.
    std::optional<double> convert(double value) const;

  private:
    TimeUnits m_from;
    TimeUnits m_to;
};

}  // namespace cairn::virtualize
