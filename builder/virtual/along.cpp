#include "builder/virtual/along.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "builder/cf/axes.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/cf/time_units.hpp"
#include "builder/virtual/time_values.hpp"

namespace cairn::virtualize {

namespace {

bool is_time(const Variable& variable) {
    const Axis axis = meaning_of(variable, VerticalBy::axis_attribute_only).axis;
    return axis == Axis::time || (axis == Axis::none && counts_from_date(text_attribute(variable.attributes, "units")));
}

/// The best variable for each dimension is the one of its name.
std::vector<Along> candidates(const Dataset& dataset, std::string_view wanted) {
    const Group& root = dataset.groups[0];
    std::vector<Along> result;
    for (std::uint32_t i = 0; i < root.variables.size(); ++i) {
        const Variable& variable = root.variables[i];
        if (variable.dimensions.size() != 1 || variable.dimensions[0].group != 0) continue;
        const std::string& name = root.dimensions[variable.dimensions[0].index].name;
        const bool is_own = variable.name == name;
        if (wanted.empty() ? !is_time(variable) : name != wanted || !(is_own || is_time(variable))) continue;
        const std::string units = text_attribute(variable.attributes, "units");
        const std::string calendar = text_attribute(variable.attributes, "calendar");
        // Numbers since a date that the calendar lacks ("hours since 0000-01-01") order files of one unit all the same.
        std::string why_not;
        const bool counts = counts_from_date(units) && TimeText{units, calendar}.parse(why_not).has_value();
        Along along{variable.dimensions[0], name, i, counts, units, calendar};
        const auto same = std::find_if(result.begin(), result.end(), [&](const Along& other) { return other.name == name; });
        if (same == result.end()) {
            result.push_back(std::move(along));
        } else if (is_own) {
            *same = std::move(along);
        }
    }
    return result;
}

std::vector<double> plain_numbers(const Values& values) {
    return std::visit(
        [](const auto& held) -> std::vector<double> {
            using Held = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<Held, std::monostate> || std::is_same_v<Held, std::vector<std::string>>) {
                return {};
            } else {
                return {held.begin(), held.end()};
            }
        },
        values);
}

}  // namespace

std::variant<Along, std::string> find_along(const Dataset& dataset, std::string_view wanted) {
    std::vector<Along> found = candidates(dataset, wanted);
    if (found.size() == 1) return std::move(found.front());
    if (!wanted.empty()) return fmt::format("no coordinate of the dimension {}, by which files could be ordered", wanted);
    if (found.empty()) return "no coordinate of time along a dimension, by which files could be ordered";
    return fmt::format("times along several dimensions ({} and {})", to_utf8(found[0].name), to_utf8(found[1].name));
}

std::variant<std::vector<double>, std::string> keys_along(const Dataset& dataset, const Along& along) {
    const Variable& variable = dataset.groups[0].variables[along.coordinate];
    const std::uint64_t count = dimension(dataset, along.dimension).size;
    std::vector<double> keys = plain_numbers(variable.values);
    if (keys.size() != count)
        return fmt::format("values of {} that are no numbers or were not read{}{}", to_utf8(variable.name),
                           variable.values_missing_because.empty() ? "" : ": ", variable.values_missing_because);
    if (along.is_time) {
        std::string why_not;
        const auto axis = TimeText{along.units, along.calendar}.parse(why_not);
        if (!axis) return why_not;
        for (double& key : keys) {
            const auto at = decode_time(*axis, key);
            if (!at) return fmt::format("the time {} {}, which is no date", key, to_utf8(along.units));
            key = static_cast<double>(*at);
        }
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (!std::isfinite(keys[i])) return fmt::format("a value of {} that is not finite", to_utf8(variable.name));
        if (i > 0 && keys[i] <= keys[i - 1])
            return fmt::format("values of {} that do not rise: {} after {}", to_utf8(variable.name), shown(keys[i], along),
                               shown(keys[i - 1], along));
    }
    return keys;
}

std::string shown(double key, const Along& along) {
    if (!along.is_time) return fmt::format("{}", key);
    const auto calendar = calendar_named(along.calendar);
    const auto instant = calendar ? label_of(*calendar, static_cast<std::int64_t>(key)) : std::nullopt;
    return instant && is_writable(*instant) ? to_rfc3339(*instant) : fmt::format("{} us", key);
}

}  // namespace cairn::virtualize
