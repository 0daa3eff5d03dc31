#include "builder/interpret/time/julian.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "builder/cf/calendar.hpp"
#include "builder/cf/words.hpp"
#include "builder/interpret/acdd.hpp"

namespace cairn {

namespace {

bool is_called_julian(const Variable& variable) {
    std::string name = text_attribute(variable.attributes, "calendar");
    if (name.empty()) name = text_attribute(variable.attributes, "calendar_type");
    return calendar_named(name) == Calendar::julian;
}

/// Intervals that something else than this axis says: the attributes, the file's name, the other times of the file.
std::vector<UtcInterval> other_witnesses(const Anatomy& anatomy, VariableId axis,
                                         const std::optional<UtcInterval>& named, const ReadTime& read) {
    std::vector<UtcInterval> witnesses;
    if (const auto claimed = time_claim(anatomy.dataset().groups.front().attributes).interval) {
        witnesses.push_back(*claimed);
    }
    if (named) witnesses.push_back(*named);
    constexpr std::size_t k_most = 8;
    for (const VariableId id : anatomy.variables()) {
        const bool is_time = anatomy.part(id).meaning.axis == Axis::time && id != axis;
        if (!is_time || witnesses.size() >= k_most) continue;
        if (is_called_julian(variable_of(anatomy.dataset(), id))) continue;
        const auto other = read(id, JulianAs::real);
        if (other) witnesses.push_back(*other);
    }
    return witnesses;
}

}  // namespace

JulianAs julian_of(const Anatomy& anatomy, VariableId axis, const std::optional<UtcInterval>& named,
                   const ReadTime& read, Findings& findings) {
    const Variable& variable = variable_of(anatomy.dataset(), axis);
    if (!is_called_julian(variable)) return JulianAs::real;
    if (find_attribute(variable.attributes, "calendar_type") != nullptr) {
        findings.note(
            fmt::format("Calendar 'julian' of time axis '{}' is that of a model (attribute calendar_type of "
                        "FMS): its dates are labels.",
                        variable.name));
        return JulianAs::labels;
    }
    const auto real = read(axis, JulianAs::real);
    const auto civil = read(axis, JulianAs::civil);
    for (const UtcInterval& witness : other_witnesses(anatomy, axis, named, read)) {
        const auto agrees = [&](const std::optional<UtcInterval>& dates) {
            return dates && dates->start.microseconds >= witness.start.microseconds - k_microseconds_per_day &&
                   dates->end.microseconds <= witness.end.microseconds + k_microseconds_per_day;
        };
        if (agrees(real)) return JulianAs::real;
        if (!agrees(civil)) continue;
        findings.note(
            fmt::format("Time axis '{}' says calendar 'julian', but its dates are of the civil calendar: so "
                        "say the other times of the file, its attributes or its name.",
                        variable.name));
        return JulianAs::civil;
    }
    return JulianAs::real;
}

}  // namespace cairn
