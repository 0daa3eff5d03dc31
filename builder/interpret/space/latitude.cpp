#include "builder/interpret/space/latitude.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "builder/cf/words.hpp"
#include "builder/interpret/space/half_cells.hpp"

namespace cairn {

namespace {

constexpr double k_pole_noise_deg = 1e-3;  ///< a value this far beyond a pole is at the pole

Cells without_bounds(const Cells& cells) {
    Cells result;
    result.centres = cells.centres;
    return result;
}

/// Extends values to the ends of their cells, where these are known.
void add_half_cells(const Cells& cells, HalfCellPolicy policy, LinearExtent& extent, std::string& explanation) {
    const HalfCells polar = half_cells_to_poles(cells.centres);
    const HalfCells regular = policy == HalfCellPolicy::regular ? half_cells_of(cells.centres) : HalfCells();
    const double low = polar.low_deg > 0 ? polar.low_deg : regular.low_deg;
    const double high = polar.high_deg > 0 ? polar.high_deg : regular.high_deg;
    if (low == 0 && high == 0) return;
    extent.low -= low;
    extent.high += high;
    if (!explanation.empty()) explanation += "; ";
    if (polar.is_gaussian) {
        explanation += "the values are those of a Gaussian grid: the outermost cells end at the pole, as is inferred";
    } else if (polar.low_deg > 0 || polar.high_deg > 0) {
        explanation +=
            "half a regular step beyond the outermost values lies the pole, where the cells end, as is inferred";
    } else {
        explanation += "half a regular step is added to the outermost values (policies.half_cells)";
    }
}

double spacing_of(const Cells& cells) {
    const auto extent = linear_extent(without_bounds(cells));
    if (!extent || cells.centres.size() < 2) return 0;
    return (extent->high - extent->low) / static_cast<double>(cells.centres.size() - 1);
}

}  // namespace

LatCoverage latitude_coverage(const Cells& cells, HalfCellPolicy half_cells) {
    LatCoverage coverage;
    for (const double value : cells.centres) {
        if (std::abs(value) > 90 + k_pole_noise_deg) {
            coverage.why_not = fmt::format("its value {} is not a latitude", number_text(value));
            return coverage;
        }
    }
    coverage.spacing_deg = spacing_of(cells);
    auto extent = linear_extent(cells);
    const double limit = 90 + coverage.spacing_deg / 2 + k_pole_noise_deg;
    if (extent && (extent->low < -limit || extent->high > limit)) {
        coverage.explanation = fmt::format("bounds '{}' reach from {} to {}, beyond the poles: the values are used",
                                           cells.bounds_name, number_text(extent->low), number_text(extent->high));
        extent = linear_extent(without_bounds(cells));
    }
    if (!extent) {
        coverage.is_void = true;
        coverage.why_not = "all its values are missing";
        return coverage;
    }
    if (extent->bounds_refused > 0) {
        coverage.explanation =
            fmt::format("bounds '{}' do not contain the values in {} of {} cells: there the values are used",
                        cells.bounds_name, extent->bounds_refused, cells.centres.size());
    }
    if (!extent->from_bounds) add_half_cells(cells, half_cells, *extent, coverage.explanation);
    coverage.interval = LatInterval{std::clamp(extent->low, -90.0, 90.0), std::clamp(extent->high, -90.0, 90.0)};
    coverage.from_bounds = extent->from_bounds;
    return coverage;
}

}  // namespace cairn
