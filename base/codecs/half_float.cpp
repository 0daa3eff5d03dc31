#include "base/codecs/half_float.hpp"

#include <cmath>
#include <limits>

namespace cairn::codecs {

double half_to_double(std::uint16_t bits) {
    const unsigned exponent = (bits >> 10) & 0x1f;
    const unsigned fraction = bits & 0x3ff;
    double value = 0;
    if (exponent == 0) {
        value = std::ldexp(fraction, -24);
    } else if (exponent == 31) {
        value = fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
    } else {
        value = std::ldexp(fraction + 1024, static_cast<int>(exponent) - 25);
    }
    return (bits & 0x8000) != 0 ? -value : value;
}

}  // namespace cairn::codecs
