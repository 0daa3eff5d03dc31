#include "builder/virtual/agreement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "builder/cf/calendar.hpp"
#include "builder/virtual/array_document.hpp"

namespace cairn::virtualize {

namespace {

constexpr std::array<std::string_view, 17> k_meaning{
    "units",         "scale_factor", "add_offset",   "_FillValue",  "missing_value", "_Unsigned",
    "valid_min",     "valid_max",    "valid_range",  "flag_values", "flag_masks",    "flag_meanings",
    "standard_name", "cell_methods", "grid_mapping", "positive",    "calendar"};

std::string shown(const Attribute* attribute) {
    return attribute == nullptr ? "none" : attributes_document({*attribute});
}

bool is_same(const Attribute* a, const Attribute* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return a->type == b->type && (a->values == b->values || shown(a) == shown(b));  // NaN is itself
}

bool is_same_calendar(const Variable& first, const Variable& next) {
    const auto a = calendar_named(text_attribute(first.attributes, "calendar"));
    const auto b = calendar_named(text_attribute(next.attributes, "calendar"));
    return a.has_value() && a == b;
}

std::string remedy_of(std::string_view name) {
    if (name == "calendar") return "dates of two calendars have no common time axis: make a store for each";
    if (name == "units") return "convert the values, or make a store for each unit";
    if (name == "scale_factor" || name == "add_offset" || name == "_FillValue" || name == "missing_value" ||
        name == "_Unsigned")
        return "a store has one packing for an array: pack the file as the others are, or make a store for each";
    return "correct the attribute, leave the variable out, or make a store for each";
}

/// How far two numbers lie apart; 0: they are the same.
double distance(double a, double b) {
    if (a == b || (std::isnan(a) && std::isnan(b))) return 0;
    const double apart = std::fabs(a - b);
    return std::isnan(apart) ? HUGE_VAL : apart;
}

/// Beyond 2^53 doubles take neighbours for one.
template <class Integer>
double distance(Integer a, Integer b) {
    const auto larger = static_cast<std::uint64_t>(std::max(a, b));
    return static_cast<double>(larger - static_cast<std::uint64_t>(std::min(a, b)));
}

template <class Held>
double allowed_among(const std::vector<Held>& numbers, const Closeness& closeness) {
    if (closeness.allowed) return *closeness.allowed;
    double largest = 0;
    for (const Held number : numbers) {
        const double size = std::fabs(static_cast<double>(number));
        if (std::isfinite(size)) largest = std::max(largest, size);
    }
    return largest * closeness.of_largest;
}

}  // namespace

std::optional<Difference> attribute_difference(const Variable& first, const Variable& next, bool are_times) {
    for (const std::string_view name : k_meaning) {
        if (are_times && (name == "units" || (name == "calendar" && is_same_calendar(first, next)))) continue;
        const Attribute* a = find_attribute(first.attributes, name);
        const Attribute* b = find_attribute(next.attributes, name);
        if (is_same(a, b)) continue;
        return Difference{fmt::format("{} is {}, in the first file {}", name, shown(b), shown(a)),
                          fmt::format("{} differs", name), remedy_of(name)};
    }
    return std::nullopt;
}

Closeness closeness_of(Type type, bool are_times, std::optional<double> tolerance) {
    if (are_times) return {};
    if (tolerance) return {0, tolerance};
    if (type == Type::float32 || type == Type::float16) return {2.5e-7, std::nullopt};
    return {type == Type::float64 ? 1e-12 : 0, std::nullopt};
}

std::optional<Difference> number_difference(const Values& first, const Values& next, const Closeness& closeness) {
    if (first == next) return std::nullopt;
    const std::string remedy =
        "the files lie on different grids: make a store for each, or allow for the difference (tolerance)";
    const Difference other{"other values than in the first file", "coordinates differ", remedy};
    return std::visit(
        [&](const auto& a) -> std::optional<Difference> {
            using Held = std::decay_t<decltype(a)>;
            if constexpr (std::is_same_v<Held, std::monostate> || std::is_same_v<Held, std::vector<std::string>>) {
                return other;
            } else {
                const auto* b = std::get_if<Held>(&next);
                if (b == nullptr || a.size() != b->size()) return other;
                const double allowed = allowed_among(a, closeness);
                for (std::size_t i = 0; i < a.size(); ++i) {
                    if (distance(a[i], (*b)[i]) <= allowed) continue;
                    return Difference{fmt::format("value {} is {}, in the first file {}", i, (*b)[i], a[i]),
                                      "coordinates differ", remedy};
                }
                return std::nullopt;
            }
        },
        first);
}

void keep_common(std::vector<Attribute>& attributes, const std::vector<Attribute>& others,
                 std::vector<std::string>& dropped) {
    const auto is_dropped = [&](const Attribute& attribute) {
        const Attribute* other = find_attribute(others, attribute.name);
        if (is_same(&attribute, other)) return false;
        dropped.push_back(attribute.name);
        return true;
    };
    attributes.erase(std::remove_if(attributes.begin(), attributes.end(), is_dropped), attributes.end());
}

}  // namespace cairn::virtualize
