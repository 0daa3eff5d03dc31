// Elements of an array as numbers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace cairn::virtualize {

/// The numbers of a dtype of integers or floats of 1 to 8 bytes ("<f4", ">i8"); empty for any other.
std::vector<double> element_numbers(std::string_view bytes, std::string_view dtype);

/// The bits of one element, in the order of the machine.
std::uint64_t element_bits(std::string_view element, std::string_view dtype);

}  // namespace cairn::virtualize
