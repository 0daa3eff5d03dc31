#include "builder/interpret/space/half_cells.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace cairn {

namespace {

constexpr double k_regular_tolerance = 0.01;  ///< of a step
constexpr std::size_t k_least_regular = 3;
constexpr std::size_t k_least_gaussian = 4;

/// The k-th latitude from the north of a Gaussian grid of n (Tricomi's approximation to the roots of the Legendre
/// polynomial: from n = 8 on better than a thousandth of a step).
double gaussian_latitude(double n, double k) {
    const double angle = std::numbers::pi * (4 * k - 1) / (4 * n + 2);
    const double root = (1 - 1 / (8 * n * n) + 1 / (8 * n * n * n)) * std::cos(angle);
    return std::asin(std::min(1.0, root)) * 180 / std::numbers::pi;
}

/// Whether values, from the pole towards the equator and as northern latitudes, begin a Gaussian grid.
bool begin_gaussian(const std::vector<double>& from_pole) {
    if (from_pole.size() < k_least_gaussian) return false;
    const double step = from_pole[1] - from_pole[2];
    if (!(step > 0) || from_pole.front() >= 90 || from_pole.front() + 2 * step < 90) return false;
    const double about = std::round(180 / step - 0.5);
    for (double n = std::max(about - 2, 2.0); n <= about + 2; ++n) {
        if (n < static_cast<double>(from_pole.size())) continue;
        bool fits = true;
        for (std::size_t i = 0; i < from_pole.size() && fits; ++i) {
            const double expected = gaussian_latitude(n, static_cast<double>(i + 1));
            fits = std::abs(from_pole[i] - expected) <= k_regular_tolerance * step;
        }
        if (fits) return true;
    }
    return false;
}

}  // namespace

HalfCells half_cells_of(const std::vector<double>& values) {
    if (values.size() < k_least_regular) return {};
    const double mean = (values.back() - values.front()) / static_cast<double>(values.size() - 1);
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (!(std::abs(values[i] - values[i - 1] - mean) <= k_regular_tolerance * std::abs(mean))) return {};
    }
    return {std::abs(mean) / 2, std::abs(mean) / 2, false};
}

HalfCells half_cells_to_poles(const std::vector<double>& latitudes) {
    if (latitudes.size() < k_least_regular) return {};
    const auto [low, high] = std::minmax(latitudes.front(), latitudes.back());
    const HalfCells regular = half_cells_of(latitudes);
    const double tolerance = 2 * regular.low_deg * k_regular_tolerance;
    HalfCells polar;
    if (regular.low_deg > 0 && std::abs(low - regular.low_deg + 90) <= tolerance) polar.low_deg = low + 90;
    if (regular.high_deg > 0 && std::abs(high + regular.high_deg - 90) <= tolerance) polar.high_deg = 90 - high;
    if (polar.low_deg > 0 || polar.high_deg > 0) return polar;
    std::vector<double> from_north = latitudes;
    if (from_north.front() < from_north.back()) std::reverse(from_north.begin(), from_north.end());
    std::vector<double> from_south(from_north.rbegin(), from_north.rend());
    for (double& latitude : from_south) latitude = -latitude;
    if (begin_gaussian(from_north)) polar.high_deg = 90 - high;
    if (begin_gaussian(from_south)) polar.low_deg = low + 90;
    polar.is_gaussian = polar.low_deg > 0 || polar.high_deg > 0;
    return polar;
}

}  // namespace cairn
