#include "builder/virtual/time_values.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace cairn::virtualize {

std::optional<TimeUnits> TimeText::parse(std::string& why_not) const {
    const auto known = calendar_named(calendar);
    if (!known) {
        why_not = fmt::format("the calendar {}, which CF does not know", to_utf8(calendar));
        return std::nullopt;
    }
    return parse_time_units(units, *known, MonthUnits::calendar, why_not);
}

bool TimeConversion::is_possible(const TimeUnits& from, const TimeUnits& to) {
    return from.calendar == to.calendar && from.count == TimeUnits::Count::fixed && to.count == TimeUnits::Count::fixed;
}

std::optional<double> TimeConversion::convert(double value) const {
    const auto at = decode_time(m_from, value);
    if (!at) return std::nullopt;
    const std::int64_t since = *at - m_to.reference_us;
    // Nanoseconds of centuries do not fit into 64 bits.
    const auto whole_us = m_to.unit_ns / 1000;
    if (whole_us > 0 && m_to.unit_ns % 1000 == 0 && since % whole_us == 0) return static_cast<double>(since / whole_us);
    return static_cast<double>(static_cast<long double>(since) * 1000 / static_cast<long double>(m_to.unit_ns));
}

}  // namespace cairn::virtualize
