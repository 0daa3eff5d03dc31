#include "builder/interpret/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "builder/cf/signedness.hpp"
#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

/// netCDF's NC_FILL_*; one-byte types have none that is applied.
std::optional<double> default_fill(Type type) {
    switch (type) {
        case Type::int16:
            return -32767;
        case Type::uint16:
            return 65535;
        case Type::int32:
            return -2147483647.0;
        case Type::uint32:
            return 4294967295.0;
        case Type::int64:
            return -9223372036854775806.0;
        case Type::uint64:
            return 18446744073709551614.0;
        case Type::float32:
        case Type::float64:
            return 9.9692099683868690e+36;
        default:
            return std::nullopt;
    }
}

/// As stored: exactly, not as the shortest decimal.
void add_stored_numbers(const std::vector<Attribute>& attributes, std::string_view name, std::vector<double>& fills) {
    const Attribute* attribute = find_attribute(attributes, name);
    if (attribute == nullptr) return;
    if (const auto* doubles = std::get_if<std::vector<double>>(&attribute->values)) {
        fills.insert(fills.end(), doubles->begin(), doubles->end());
    } else {
        for (const double number : attribute_numbers(attributes, name)) fills.push_back(number);
    }
}

/// Sorted: nothing bounds the length of a missing_value attribute.
std::vector<double> fill_values(const Variable& variable, const Variable* owner) {
    std::vector<double> fills;
    for (const char* name : {"_FillValue", "missing_value"}) {
        add_stored_numbers(variable.attributes, name, fills);
        if (owner != nullptr) add_stored_numbers(owner->attributes, name, fills);
    }
    if (find_attribute(variable.attributes, "_FillValue") == nullptr) {
        if (const auto fill = default_fill(variable.type)) fills.push_back(*fill);
    }
    const Signedness signedness(variable);
    if (signedness.is_declared()) {
        for (double& fill : fills) fill = signedness.meant(fill);
    }
    if (variable.type == Type::float32) {  // missing_value is often a double: 1e20 stands for the float nearest to it
        const std::size_t count = fills.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (std::abs(fills[i]) <= static_cast<double>(std::numeric_limits<float>::max())) {
                fills.push_back(static_cast<double>(static_cast<float>(fills[i])));
            }
        }
    }
    fills.erase(std::remove_if(fills.begin(), fills.end(), [](double fill) { return std::isnan(fill); }), fills.end());
    std::sort(fills.begin(), fills.end());
    return fills;
}

std::optional<std::vector<double>> stored_values(const Values& values) {
    if (const auto* doubles = std::get_if<std::vector<double>>(&values)) return *doubles;
    std::vector<double> result;
    if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&values)) {
        result.assign(integers->begin(), integers->end());
    } else if (const auto* naturals = std::get_if<std::vector<std::uint64_t>>(&values)) {
        for (const std::uint64_t value : *naturals) result.push_back(static_cast<double>(value));
    } else {
        return std::nullopt;
    }
    return result;
}

double first_number(const Variable& variable, const char* name, double otherwise) {
    const std::vector<double> numbers = attribute_numbers(variable.attributes, name);
    return numbers.empty() || !std::isfinite(numbers.front()) ? otherwise : numbers.front();
}

std::string why_unavailable(const Variable& variable) {
    if (!variable.values_missing_because.empty()) return variable.values_missing_because;
    if (std::holds_alternative<std::vector<std::string>>(variable.values)) return "they are text";
    return "they were not read";
}

}  // namespace

Numbers numbers_of(const Variable& variable, const Variable* owner, Float32As float32) {
    Numbers numbers;
    auto stored = stored_values(variable.values);
    if (!stored) {
        numbers.unavailable_because = why_unavailable(variable);
        return numbers;
    }
    const std::vector<double> fills = fill_values(variable, owner);
    const double scale = first_number(variable, "scale_factor", 1);
    const double offset = first_number(variable, "add_offset", 0);
    const bool shorten = float32 == Float32As::shortest_decimal && variable.type == Type::float32;
    numbers.values = std::move(*stored);
    const Signedness signedness(variable);
    if (signedness.is_declared()) {
        for (double& value : numbers.values) value = signedness.meant(value);
    }
    for (double& value : numbers.values) {
        const bool is_fill = !std::isfinite(value) || std::binary_search(fills.begin(), fills.end(), value);
        const double unpacked = (shorten ? shortest_decimal(value) : value) * scale + offset;
        value = is_fill || !std::isfinite(unpacked) ? k_missing : unpacked;
        if (std::isnan(value)) ++numbers.missing;
    }
    return numbers;
}

std::optional<std::pair<double, double>> valid_range_of(const Variable& variable) {
    constexpr double k_infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> range = attribute_numbers(variable.attributes, "valid_range");
    double least = range.size() == 2 ? range[0] : first_number(variable, "valid_min", -k_infinity);
    double greatest = range.size() == 2 ? range[1] : first_number(variable, "valid_max", k_infinity);
    const Signedness signedness(variable);
    least = signedness.meant(least);
    greatest = signedness.meant(greatest);
    if ((least == -k_infinity && greatest == k_infinity) || !(least <= greatest)) return std::nullopt;
    const double scale = first_number(variable, "scale_factor", 1);
    const double offset = first_number(variable, "add_offset", 0);
    least = least * scale + offset;
    greatest = greatest * scale + offset;
    if (std::isnan(least) || std::isnan(greatest)) return std::nullopt;
    return std::minmax(least, greatest);
}

}  // namespace cairn
