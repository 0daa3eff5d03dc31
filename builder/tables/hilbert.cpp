#include "builder/tables/hilbert.hpp"

#include <algorithm>
#include <utility>

namespace cairn::tables {

namespace {

constexpr unsigned k_order = 16;

std::uint32_t cell(double value, double least, double greatest) {
    constexpr double k_last = (1U << k_order) - 1;
    return static_cast<std::uint32_t>(std::clamp((value - least) / (greatest - least), 0.0, 1.0) * k_last);
}

}  // namespace

/// The quadrants of a cell are passed in the order of a U, which is turned in the first and in the last of them.
std::uint32_t hilbert(double lon_deg, double lat_deg) {
    std::uint32_t x = cell(lon_deg, -180, 180);
    std::uint32_t y = cell(lat_deg, -90, 90);
    std::uint32_t distance = 0;
    for (std::uint32_t size = 1U << (k_order - 1); size > 0; size /= 2) {
        const std::uint32_t right = (x & size) != 0 ? 1 : 0;
        const std::uint32_t upper = (y & size) != 0 ? 1 : 0;
        distance += size * size * ((3 * right) ^ upper);
        if (upper != 0) continue;
        if (right != 0) {
            x = 2 * size - 1 - (x & (2 * size - 1));
            y = 2 * size - 1 - (y & (2 * size - 1));
        }
        std::swap(x, y);
    }
    return distance;
}

}  // namespace cairn::tables
