#include "builder/model/footprint.hpp"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

/// Into [-180, 180): one spelling for each meridian.
double normalised(double lon_deg) {
    const double turned = std::fmod(lon_deg + 180, 360);
    return (turned < 0 ? turned + 360 : turned) - 180;
}

double rounded(double degrees) {
    const double result = std::round(degrees * 1e6) / 1e6;
    return result == 0 ? 0 : result;  // no negative zero
}

}  // namespace

LonInterval LonInterval::full() {
    LonInterval result;
    result.m_state = State::full;
    return result;
}

LonInterval LonInterval::between(double west_deg, double east_deg) {
    if (east_deg < west_deg) east_deg += 360 * std::ceil((west_deg - east_deg) / 360);
    if (east_deg - west_deg >= 360) return full();
    LonInterval result;
    result.m_state = State::arc;
    result.m_west_deg = normalised(west_deg);
    const double end = result.m_west_deg + (east_deg - west_deg);
    result.m_east_deg = end > 180 ? end - 360 : end;
    return result;
}

double LonInterval::width_deg() const {
    if (is_empty()) return 0;
    if (is_full()) return 360;
    return m_east_deg - m_west_deg + (m_west_deg > m_east_deg ? 360 : 0);
}

bool LonInterval::contains(double lon_deg) const {
    if (m_state != State::arc) return is_full();
    double from_west = normalised(lon_deg) - m_west_deg;
    if (from_west < 0) from_west += 360;
    return from_west <= width_deg();
}

LonInterval hull(std::span<const LonInterval> intervals) {
    std::vector<std::pair<double, double>> arcs;  // west in [-180, 180), east = west + width
    for (const LonInterval& interval : intervals) {
        if (interval.is_full()) return LonInterval::full();
        if (!interval.is_empty()) {
            const double west = normalised(interval.west_deg());
            arcs.emplace_back(west, west + interval.width_deg());
        }
    }
    if (arcs.empty()) return {};
    std::sort(arcs.begin(), arcs.end());
    double covered_to = arcs.back().second - 360;  // arcs that wrap also cover the beginning of the circle
    for (const auto& [west, east] : arcs) covered_to = std::max(covered_to, east - 360);
    double largest_gap = 0;
    double begin = 0;  // the hull starts at the end of the largest gap
    double end = 0;
    for (const auto& [west, east] : arcs) {
        if (west - covered_to > largest_gap) {
            largest_gap = west - covered_to;
            begin = west;
            end = covered_to + 360;
        }
        covered_to = std::max(covered_to, east);
    }
    return largest_gap > 0 ? LonInterval::between(begin, end) : LonInterval::full();
}

std::optional<Box> hull(std::span<const Box> boxes) {
    if (boxes.empty()) return std::nullopt;
    std::vector<LonInterval> lons;
    lons.reserve(boxes.size());
    LatInterval lat = boxes.front().lat;
    for (const Box& box : boxes) {
        lons.push_back(box.lon);
        lat = {std::min(lat.south_deg, box.lat.south_deg), std::max(lat.north_deg, box.lat.north_deg)};
    }
    return Box{hull(lons), lat};
}

std::array<double, 4> bbox_of(const Box& box) {
    return {rounded(box.lon.west_deg()), rounded(box.lat.south_deg), rounded(box.lon.east_deg()),
            rounded(box.lat.north_deg)};
}

std::string_view name_of(Evidence evidence) {
    switch (evidence) {
        case Evidence::bounds: return "bounds";
        case Evidence::coordinates: return "coordinates";
        case Evidence::guess: return "guess";
        case Evidence::configuration: return "configuration";
        case Evidence::none: return "none";
    }
    return "none";
}

}  // namespace cairn
