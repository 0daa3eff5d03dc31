#include "tests/support/dataset_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <variant>
#include <vector>

namespace cairn::test {

namespace {

template <class T>
std::string first_difference_of(const std::vector<T>& expected, const std::vector<T>& found) {
    if (expected.size() != found.size())
        return fmt::format("expected {} values, found {}", expected.size(), found.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if constexpr (std::is_same_v<T, std::string>) {
            if (expected[i] != found[i]) return fmt::format("text {}: '{}' and '{}'", i, expected[i], found[i]);
        } else if (std::memcmp(&expected[i], &found[i], sizeof(T)) != 0) {  // NaN equals itself here, 0 is not -0
            return fmt::format("value {}: {} and {}", i, expected[i], found[i]);
        }
    }
    return {};
}

std::string difference_of(const Values& expected, const Values& found) {
    if (expected.index() != found.index())
        return fmt::format("values of kind {} and {}", expected.index(), found.index());
    return std::visit(
        [&](const auto& values) -> std::string {
            using List = std::decay_t<decltype(values)>;
            if constexpr (std::is_same_v<List, std::monostate>) {
                return {};
            } else {
                return first_difference_of(values, std::get<List>(found));
            }
        },
        expected);
}

template <class T>
std::string difference_of_names(const std::vector<T>& expected, const std::vector<T>& found, std::string_view what) {
    for (std::size_t i = 0; i < std::min(expected.size(), found.size()); ++i) {
        if (expected[i].name != found[i].name)
            return fmt::format("{} {}: '{}' and '{}'", what, i, expected[i].name, found[i].name);
    }
    if (expected.size() == found.size()) return {};
    const auto& longer = expected.size() > found.size() ? expected : found;
    return fmt::format("{} and {} {}s, one has '{}'", expected.size(), found.size(), what,
                       longer[std::min(expected.size(), found.size())].name);
}

std::string difference_of(const std::vector<Attribute>& expected, const std::vector<Attribute>& found) {
    if (std::string text = difference_of_names(expected, found, "attribute"); !text.empty()) return text;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i].type != found[i].type)
            return fmt::format("attribute {}: {} and {}", expected[i].name, name_of(expected[i].type),
                               name_of(found[i].type));
        if (const std::string text = difference_of(expected[i].values, found[i].values); !text.empty())
            return fmt::format("attribute {}: {}", expected[i].name, text);
    }
    return {};
}

std::string difference_of(const Variable& expected, const Variable& found) {
    if (expected.type != found.type) return fmt::format("{} and {}", name_of(expected.type), name_of(found.type));
    if (expected.dimensions != found.dimensions) return "dimensions";
    if (std::string text = difference_of(expected.attributes, found.attributes); !text.empty()) return text;
    if (expected.values_missing_because != found.values_missing_because) {
        return fmt::format("values missing because '{}' and '{}'", expected.values_missing_because,
                           found.values_missing_because);
    }
    if (const std::string text = difference_of(expected.ends, found.ends); !text.empty())
        return fmt::format("ends: {}", text);
    return difference_of(expected.values, found.values);
}

std::string difference_of(const Group& expected, const Group& found) {
    if (expected.parent != found.parent) return "parents";
    if (std::string text = difference_of_names(expected.dimensions, found.dimensions, "dimension"); !text.empty())
        return text;
    for (std::size_t i = 0; i < expected.dimensions.size(); ++i) {
        const Dimension& a = expected.dimensions[i];
        const Dimension& b = found.dimensions[i];
        if (a.size != b.size || a.unlimited != b.unlimited)
            return fmt::format("dimension {}: {} ({}) and {} ({})", a.name, a.size, a.unlimited, b.size, b.unlimited);
    }
    if (std::string text = difference_of(expected.attributes, found.attributes); !text.empty()) return text;
    if (std::string text = difference_of_names(expected.variables, found.variables, "variable"); !text.empty())
        return text;
    for (std::size_t i = 0; i < expected.variables.size(); ++i) {
        if (const std::string text = difference_of(expected.variables[i], found.variables[i]); !text.empty())
            return fmt::format("variable {}: {}", expected.variables[i].name, text);
    }
    return {};
}

}  // namespace

std::string first_difference(const Dataset& expected, const Dataset& found) {
    if (expected.format != found.format) return fmt::format("format {} and {}", expected.format, found.format);
    for (std::size_t i = 0; i < std::min(expected.groups.size(), found.groups.size()); ++i) {
        if (expected.groups[i].path != found.groups[i].path)
            return fmt::format("group {}: {} and {}", i, expected.groups[i].path, found.groups[i].path);
        if (const std::string text = difference_of(expected.groups[i], found.groups[i]); !text.empty())
            return fmt::format("{}: {}", expected.groups[i].path, text);
    }
    if (expected.groups.size() == found.groups.size()) return {};
    return fmt::format("{} and {} groups", expected.groups.size(), found.groups.size());
}

}  // namespace cairn::test
