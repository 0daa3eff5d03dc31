// IEEE 754 half precision, which C++20 has no type for.
#pragma once

#include <cstdint>

namespace cairn::codecs {

/// Exact.
double half_to_double(std::uint16_t bits);

}  // namespace cairn::codecs
