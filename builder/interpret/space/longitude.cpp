#include "builder/interpret/space/longitude.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "builder/cf/words.hpp"

namespace cairn {

namespace {

constexpr double k_least_deg = -720;
constexpr double k_greatest_deg = 3600;
/// Values that stay as they are: the conventions in use.
constexpr double k_usual_least_deg = -360;
constexpr double k_usual_greatest_deg = 720;
constexpr double k_noise_deg = 1e-4;          ///< of bounds in float32 near 360
constexpr double k_regular_tolerance = 0.01;  ///< of a step: float32 axes are not better

/// The signed distance from `a` to `b` along the shorter way, in [-180, 180].
double shorter_way(double a, double b) {
    const double turned = std::remainder(b - a, 360);
    return std::abs(turned) == 180 ? std::copysign(180, b - a) : turned;
}

/// The arc of one cell, or nullopt when its bounds are not believable: they lie elsewhere than the value.
std::optional<LonInterval> arc_of(double first, double second, double centre) {
    const double low = std::min(first, second);
    const double high = std::max(first, second);
    if (high - low >= 360) return LonInterval::full();
    const LonInterval direct = LonInterval::between(low, high);
    const bool in_direct = direct.contains(centre);
    if (low == high && !std::isnan(centre)) return in_direct ? std::optional(direct) : std::nullopt;
    if (in_direct && direct.width_deg() < 90) return direct;  // whatever the other way holds: nearly every cell
    const LonInterval around = LonInterval::between(high, low + 360);
    if (std::isnan(centre)) return direct.width_deg() <= 180 ? direct : around;
    const bool in_around = around.contains(centre);
    if (in_direct && in_around) return direct.width_deg() <= around.width_deg() ? direct : around;  // on the edge
    return in_direct ? direct : around;
}

/// The values in stored order as one walk along the circle.
struct Walk {
    double span_deg = 0;  ///< from the first to the last, signed
    bool monotonic = true;
    bool regular = true;
};

bool is_monotonic(const std::vector<double>& steps) {
    return std::all_of(steps.begin(), steps.end(), [&](double step) { return step * steps.front() > 0; });
}

/// As stored when the values only rise or only fall; else each step the shorter way, so that 358, 359, 0, 1 rises.
Walk walk_along(const std::vector<double>& values) {
    std::vector<double> steps;
    steps.reserve(values.size());
    for (std::size_t i = 1; i < values.size(); ++i) steps.push_back(values[i] - values[i - 1]);
    if (!is_monotonic(steps)) {
        for (std::size_t i = 1; i < values.size(); ++i) steps[i - 1] = shorter_way(values[i - 1], values[i]);
    }
    Walk walk;
    if (steps.empty()) return walk;
    walk.monotonic = is_monotonic(steps);
    for (const double step : steps) walk.span_deg += step;
    const double mean = walk.span_deg / static_cast<double>(steps.size());
    walk.regular = std::all_of(steps.begin(), steps.end(), [&](double step) {
        return std::abs(step - mean) <= k_regular_tolerance * std::abs(mean);
    });
    return walk;
}

LonInterval interval_of_points(const std::vector<double>& values, const Walk& walk) {
    if (values.size() == 1) return LonInterval::between(values.front(), values.front());
    if (!walk.monotonic) {
        std::vector<LonInterval> points;
        for (const double value : values) points.push_back(LonInterval::between(value, value));
        return hull(points);
    }
    const double span = std::abs(walk.span_deg);
    const double step = span / static_cast<double>(values.size() - 1);
    const bool closes = walk.regular && values.size() > 2 && span + (1 + k_regular_tolerance) * step >= 360;
    if (closes || span >= 360) return LonInterval::full();
    const double west = walk.span_deg > 0 ? values.front() : values.back();
    return LonInterval::between(west, west + span);
}

/// Gaps of float noise between the bounds of neighbours are none.
LonInterval closed(const LonInterval& interval, double spacing_deg) {
    const double gap = 360 - interval.width_deg();
    const bool noise = gap <= std::max(k_noise_deg, k_regular_tolerance * spacing_deg);
    return !interval.is_empty() && noise ? LonInterval::full() : interval;
}

struct Arcs {
    std::vector<LonInterval> arcs;  ///< one for each cell; empty where a cell has neither bounds nor value
    std::size_t refused = 0;
};

/// Values stand in for bounds that are missing or refused.
Arcs arcs_of(const Cells& cells) {
    Arcs result;
    result.arcs.reserve(cells.centres.size());
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        const double centre = cells.centres[i];
        const auto [first, second] = cells.bounds[i];
        const bool has_bounds = std::isfinite(first) && std::isfinite(second);
        auto arc = has_bounds ? arc_of(first, second, centre) : std::nullopt;
        if (arc && cells.centres.size() > 1 && arc->width_deg() > 180) arc = std::nullopt;
        if (has_bounds && !arc) ++result.refused;
        if (!arc && std::isfinite(centre)) arc = LonInterval::between(centre, centre);
        result.arcs.push_back(arc.value_or(LonInterval()));
    }
    return result;
}

/// From the first cell to the last in the direction of the axis: cells need not touch (a subset of every hundredth),
/// the axis runs through the gaps.
LonInterval interval_along(const Walk& walk, const LonInterval& first, const LonInterval& last, double first_deg) {
    const double last_deg = first_deg + walk.span_deg;
    const auto west_of = [](const LonInterval& arc, double centre) {
        return centre + shorter_way(centre, arc.west_deg());
    };
    const auto east_of = [](const LonInterval& arc, double centre) {
        return centre + shorter_way(centre, arc.east_deg());
    };
    const bool rises = walk.span_deg > 0;
    const double west = rises ? west_of(first, first_deg) : west_of(last, last_deg);
    const double east = rises ? east_of(last, last_deg) : east_of(first, first_deg);
    return LonInterval::between(west, east);
}

LonInterval interval_of_arcs(const Arcs& arcs, const std::vector<double>& values, const Walk& walk) {
    const bool complete = values.size() == arcs.arcs.size();
    const bool along = complete && values.size() > 1 && walk.monotonic;
    if (along) return interval_along(walk, arcs.arcs.front(), arcs.arcs.back(), values.front());
    return hull(arcs.arcs);
}

std::optional<double> out_of_range(const Cells& cells, const std::vector<double>& values) {
    const auto outside = [](double value) { return std::isfinite(value) && !is_longitude(value); };
    for (const double value : values) {
        if (outside(value)) return value;
    }
    for (const auto& [first, second] : cells.bounds) {
        if (outside(first)) return first;
        if (outside(second)) return second;
    }
    return std::nullopt;
}

}  // namespace

bool is_longitude(double value) {
    return value >= k_least_deg && value <= k_greatest_deg && value != 999 && value != 999.9;
}

double within_two_turns(double lon_deg) {
    if (lon_deg >= k_usual_least_deg && lon_deg <= k_usual_greatest_deg) return lon_deg;
    return lon_deg - 360 * std::floor(lon_deg / 360);
}

LonCoverage longitude_coverage(const Cells& cells, HalfCellPolicy half_cells) {
    LonCoverage coverage;
    std::vector<double> values;
    values.reserve(cells.centres.size());
    std::copy_if(cells.centres.begin(), cells.centres.end(), std::back_inserter(values),
                 [](double value) { return std::isfinite(value); });
    if (const auto outside = out_of_range(cells, values)) {
        coverage.why_not = fmt::format("its value {} is not a longitude", number_text(*outside));
        return coverage;
    }
    const Walk walk = walk_along(values);
    if (values.size() > 1) coverage.spacing_deg = std::abs(walk.span_deg) / static_cast<double>(values.size() - 1);
    if (!cells.bounds.empty()) {
        const Arcs arcs = arcs_of(cells);
        coverage.from_bounds = arcs.refused < arcs.arcs.size();
        if (arcs.refused > 0) {
            coverage.explanation =
                fmt::format("bounds '{}' do not contain the values in {} of {} cells: there the values are used",
                            cells.bounds_name, arcs.refused, cells.centres.size());
        }
        if (coverage.from_bounds)
            coverage.interval = closed(interval_of_arcs(arcs, values, walk), coverage.spacing_deg);
        if (!coverage.interval.is_empty()) return coverage;
        coverage.from_bounds = false;
    }
    if (values.empty()) {
        coverage.is_void = true;
        coverage.why_not = "all its values are missing";
        return coverage;
    }
    coverage.interval = interval_of_points(values, walk);
    const auto also = [&](const char* what) {
        coverage.explanation += (coverage.explanation.empty() ? "" : "; ") + std::string(what);
    };
    if (coverage.interval.is_full() && std::abs(walk.span_deg) < 360) {
        also("one more of its regular steps closes the circle: it goes round the globe, as is inferred");
    } else if (half_cells == HalfCellPolicy::regular && !coverage.interval.is_full() && walk.monotonic &&
               walk.regular && values.size() > 2) {
        const double half = coverage.spacing_deg / 2;
        coverage.interval = LonInterval::between(coverage.interval.west_deg() - half,
                                                 coverage.interval.west_deg() + coverage.interval.width_deg() + half);
        also("half a regular step is added to the outermost values (policies.half_cells)");
    }
    return coverage;
}

}  // namespace cairn
