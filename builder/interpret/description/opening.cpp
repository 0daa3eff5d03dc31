#include "builder/interpret/description/opening.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/cf/time_units.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 24> k_units{
    "microseconds", "microsecond", "microsec", "microsecs", "milliseconds", "millisecond", "millisec", "millisecs",
    "msec",         "msecs",       "ms",       "second",    "seconds",      "sec",         "secs",     "s",
    "minute",       "minutes",     "min",      "mins",      "hour",         "hours",       "hr",       "hrs"};
constexpr std::array<std::string_view, 4> k_more_units{"h", "day", "days", "d"};

template <class List>
bool has(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// cftime's own rule, by calendar.
bool is_unit_of_cftime(std::string_view unit, Calendar calendar) {
    if (has(k_units, unit) || has(k_more_units, unit)) return true;
    if (calendar == Calendar::day_360) return unit == "month" || unit == "months";
    return calendar == Calendar::noleap && (unit == "common_year" || unit == "common_years");
}

bool is_calendar_of_cftime(const std::string& name) {
    constexpr std::array<std::string_view, 10> k_calendars{"",         "standard", "gregorian", "proleptic_gregorian",
                                                           "noleap",   "365_day",  "360_day",   "julian",
                                                           "all_leap", "366_day"};
    return has(k_calendars, name);
}

/// Whether xarray tries to decode the variable, and cannot.
bool has_undecodable_times(const Variable& variable) {
    const std::string units = text_attribute(variable.attributes, "units");
    if (units.find("since") == std::string::npos) return false;
    const std::string name = to_lower(text_attribute(variable.attributes, "calendar"));
    const auto calendar = calendar_named(name);
    if (!is_calendar_of_cftime(name) || !calendar) return true;
    const std::vector<std::string> words = words_of(to_lower(units));
    if (words.size() < 3 || words[1] != "since" || !is_unit_of_cftime(words.front(), *calendar)) return true;
    std::string why_not;
    return !parse_date_time(reference_of(units), *calendar, why_not);
}

/// xarray wants a variable with the name of a dimension to be on it alone. A name that is not UTF-8 cannot be told.
bool is_refused(const Dataset& dataset, const Variable& variable) {
    return variable.dimensions.size() > 1 && is_utf8(variable.name) &&
           std::any_of(variable.dimensions.begin(), variable.dimensions.end(),
                       [&](DimensionId id) { return dimension(dataset, id).name == variable.name; });
}

/// Data along a dimension, and not a coordinate of one.
bool has_data(const Dataset& dataset, const Group& group) {
    return std::any_of(group.variables.begin(), group.variables.end(), [&](const Variable& variable) {
        return !variable.dimensions.empty() && (variable.dimensions.size() > 1 ||
                                                dimension(dataset, variable.dimensions.front()).name != variable.name);
    });
}

/// The only group with data, where that is not the root; nullopt: the root has some, or several have.
std::optional<std::uint32_t> only_group_with_data(const Dataset& dataset) {
    std::optional<std::uint32_t> only;
    for (std::uint32_t i = 0; i < dataset.groups.size(); ++i) {
        if (!has_data(dataset, dataset.groups[i])) continue;
        if (i == 0 || only) return std::nullopt;
        only = i;
    }
    return only;
}

OpenArguments arguments_of(const Dataset& dataset, const Group& group) {
    OpenArguments arguments;
    arguments.leaves_times = std::any_of(group.variables.begin(), group.variables.end(), has_undecodable_times);
    for (const Variable& variable : group.variables)
        if (is_refused(dataset, variable)) arguments.drop_variables.push_back(variable.name);
    return arguments;
}

std::shared_ptr<const OpenArguments> shared(OpenArguments arguments) {
    if (arguments == OpenArguments{}) return nullptr;
    return std::make_shared<const OpenArguments>(std::move(arguments));
}

}  // namespace

std::shared_ptr<const OpenArguments> opening_of_file(const Dataset& dataset) {
    if (dataset.groups.empty()) return nullptr;
    const auto group = only_group_with_data(dataset);
    OpenArguments arguments = arguments_of(dataset, dataset.groups[group.value_or(0)]);
    if (group && is_utf8(dataset.groups[*group].path)) arguments.group = dataset.groups[*group].path;
    return shared(std::move(arguments));
}

std::shared_ptr<const OpenArguments> opening_of_group(const Dataset& dataset, std::uint32_t group) {
    return shared(arguments_of(dataset, dataset.groups[group]));
}

}  // namespace cairn
