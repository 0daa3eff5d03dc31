#include "builder/probe/coordinate_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/saturating.hpp"

namespace cairn {

namespace {

/// Rows of a character array, also where a row has no characters.
std::uint64_t row_count(const Dataset& dataset, const Variable& variable) {
    std::uint64_t rows = 1;
    for (std::size_t i = 0; i + 1 < variable.dimensions.size(); ++i) {
        rows = saturating_multiply(rows, dimension(dataset, variable.dimensions[i]).size);
    }
    return rows;
}

std::uint64_t least_held_bytes(const Dataset& dataset, const Variable& variable, std::uint64_t count) {
    if (variable.type == Type::character)
        return std::max(count, saturating_multiply(row_count(dataset, variable), sizeof(std::string)));
    return saturating_multiply(count, variable.type == Type::string ? sizeof(std::string) : 8);
}

std::uint64_t held_bytes(const Values& values) {
    const auto* texts = std::get_if<std::vector<std::string>>(&values);
    if (texts == nullptr) return size_of(values) * 8;
    std::uint64_t sum = 0;
    for (const std::string& text : *texts) sum += sizeof text + text.size();
    return sum;
}

}  // namespace

std::uint64_t stored_bytes(Type type) {
    switch (type) {
        case Type::character:
        case Type::int8:
        case Type::uint8:
        case Type::boolean:
            return 1;
        case Type::int16:
        case Type::uint16:
        case Type::float16:
            return 2;
        case Type::int32:
        case Type::uint32:
        case Type::float32:
            return 4;
        case Type::complex128:
            return 16;
        default:
            return 8;
    }
}

std::string without_padding(std::string_view text, Padding padding) {
    const std::string_view pads = padding == Padding::nul ? std::string_view("\0", 1) : std::string_view("\0 ", 2);
    const std::size_t last = text.find_last_not_of(pads);
    return std::string(text.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

std::vector<std::string> texts_of_rows(const Dataset& dataset, const Variable& variable, std::string_view characters) {
    const std::uint64_t length = variable.dimensions.empty() ? 1 : dimension(dataset, variable.dimensions.back()).size;
    std::vector<std::string> rows(row_count(dataset, variable));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = without_padding(characters.substr(i * length, length), Padding::nul_and_space);
    }
    return rows;
}

bool has_ends_to_read(const Dataset& dataset, const Variable& variable) {
    switch (variable.type) {
        case Type::character:
        case Type::string:
        case Type::complex64:
        case Type::complex128:
        case Type::json:
        case Type::other:
            return false;
        default:
            break;
    }
    if (variable.dimensions.empty() || variable.dimensions.size() > 2 || element_count(dataset, variable) == 0)
        return false;
    return values_in_row(dataset, variable) <= 2;
}

std::uint64_t values_in_row(const Dataset& dataset, const Variable& variable) {
    return variable.dimensions.size() < 2 ? 1 : dimension(dataset, variable.dimensions[1]).size;
}

ValueBudget::ValueBudget(const ReadLimits& limits)
    : m_limit(limits.coordinate_bytes), m_left(saturating_multiply(limits.coordinate_bytes, k_value_budget_factor)) {}

std::string ValueBudget::reason_not_to_read(const Dataset& dataset, const Variable& variable) const {
    if (variable.type == Type::other) return "they are of a user-defined type";
    if (variable.type == Type::complex64 || variable.type == Type::complex128) return "they are complex numbers";
    const std::uint64_t count = element_count(dataset, variable);
    if (saturating_multiply(count, stored_bytes(variable.type)) > m_limit) {
        return fmt::format("{} values of {} bytes each are more than the limit of {} bytes", count,
                           stored_bytes(variable.type), m_limit);
    }
    const std::uint64_t held = least_held_bytes(dataset, variable, count);
    return held > m_left ? over_budget(held) : std::string();
}

void ValueBudget::keep(Variable& variable, Values values) {
    const std::uint64_t bytes = held_bytes(values);
    if (bytes > m_left) {
        variable.values_missing_because = over_budget(bytes);
        return;
    }
    m_left -= bytes;
    variable.values = std::move(values);
}

std::string ValueBudget::over_budget(std::uint64_t needed) const {
    return fmt::format("they take {} bytes of memory, and the file's other coordinates have left {}", needed, m_left);
}

}  // namespace cairn
