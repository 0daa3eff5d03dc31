// One text for all equal JSON values: what `const`, `enum` and `uniqueItems` compare, and what tells a changed copy.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/json/value.hpp"

namespace cairn::validate {

/// Equal for equal values only: members sorted by name, numbers by their mathematical value (1.0 is 1).
std::string canonical(const json::Value& value);

/// Equality of JSON Schema (draft-07, 6.1): numbers by value, objects whatever the order of their members.
bool equal(const json::Value& a, const json::Value& b);

/// A number without a fractional part, however it is written: 144.0 is an integer.
bool is_integer(const json::Value& value);

/// Below, at or above 0 as the first number is less than the second, equal to it, or more: exact also where doubles
/// are not, beyond 2^53. Precondition: both are numbers.
int compare(const json::Value& a, const json::Value& b);

/// Exact for integers; else as for doubles. Precondition: both are numbers, the divisor above 0.
bool is_multiple(const json::Value& value, const json::Value& divisor);

/// Whether `value / divisor` is whole, up to the rounding of decimal fractions (0.0075 is a multiple of 0.0001).
bool is_multiple(double value, double divisor);

/// The indexes of two equal elements, the first such pair by its second element.
std::optional<std::pair<std::size_t, std::size_t>> first_repeated(const json::Value& array);

}  // namespace cairn::validate
