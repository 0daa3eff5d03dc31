#include "builder/quicklook/frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>
#include <utility>

namespace cairn::quicklook {

namespace {

constexpr double k_margin = 0.04;          ///< of the side, around what the cells cover
constexpr double k_least_ratio = 0.25;     ///< of the shorter side to the longer: what is thinner gets more around it
constexpr double k_widest_part_deg = 180;  ///< of what is shown without the rest of the Earth
constexpr double k_least_side_deg = 0.01;

std::pair<double, double> ends_of(const std::vector<double>& values) {
    std::pair<double, double> ends{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double value : values) {
        if (std::isnan(value)) continue;
        ends = {std::min(ends.first, value), std::max(ends.second, value)};
    }
    return ends;
}

/// The least and the greatest x and y; of all cells of the sphere without asking each.
struct Ends {
    std::pair<double, double> x;
    std::pair<double, double> y;
};

Ends ends_of(const Places& places) {
    if (!places.healpix) return {ends_of(places.x), ends_of(places.y)};
    if (places.healpix->is_whole()) return {{0, 359.9}, {-90, 90}};
    Ends ends{ends_of(std::vector<double>()), ends_of(std::vector<double>())};
    for (std::uint64_t cell = 0; cell < places.healpix->size; ++cell) {
        const Position centre = places.healpix->centre(cell);
        if (std::isnan(centre.lat_deg)) continue;
        ends.x = {std::min(ends.x.first, centre.lon_deg), std::max(ends.x.second, centre.lon_deg)};
        ends.y = {std::min(ends.y.first, centre.lat_deg), std::max(ends.y.second, centre.lat_deg)};
    }
    return ends;
}

/// Half of what one of so many values along a side takes.
double half_cell(double side, const std::vector<double>& values, const Places& places) {
    const double along =
        places.has_axes ? static_cast<double>(values.size()) : std::sqrt(static_cast<double>(places.cells()));
    return along > 1 ? side / (along - 1) / 2 : 0;
}

void widen(double& low, double& high, double by) {
    low -= by;
    high += by;
}

/// So many pixels that a degree, or a unit of the plane, is as long in both directions in the middle of the map.
void set_size(Frame& frame, bool is_earth, std::uint32_t width) {
    const double middle = (frame.south + frame.north) / 2;
    const double squeeze = is_earth && !frame.is_round ? std::max(0.1, std::cos(middle * std::numbers::pi / 180)) : 1;
    double across = (frame.east - frame.west) * squeeze;
    double up = frame.north - frame.south;
    if (across < k_least_ratio * up) {
        widen(frame.west, frame.east, (k_least_ratio * up - across) / squeeze / 2);
        across = k_least_ratio * up;
    }
    if (up < k_least_ratio * across) {
        widen(frame.south, frame.north, (k_least_ratio * across - up) / 2);
        up = k_least_ratio * across;
    }
    const double longer = std::max(across, up);
    const auto pixels = [&](double side) {
        return static_cast<std::uint32_t>(std::max(1.0, std::round(side / longer * width)));
    };
    frame.width = pixels(across);
    frame.height = pixels(up);
}

std::optional<Frame> frame_of_plane(const Places& places, std::uint32_t width) {
    Frame frame;
    std::tie(frame.west, frame.east) = ends_of(places.x);
    std::tie(frame.south, frame.north) = ends_of(places.y);
    if (!(frame.west < frame.east) || !(frame.south < frame.north)) return std::nullopt;
    widen(frame.west, frame.east, half_cell(frame.east - frame.west, places.x, places));
    widen(frame.south, frame.north, half_cell(frame.north - frame.south, places.y, places));
    set_size(frame, false, width);
    return frame;
}

}  // namespace

double Frame::turned(double x, bool is_earth) const {
    if (!is_earth || !std::isfinite(x)) return x;
    return x - 360 * std::floor((x - west) / 360);
}

std::optional<Frame> frame_of(const Places& places, const std::optional<Box>& box, std::uint32_t width) {
    if (!places.is_earth) return frame_of_plane(places, width);
    const Ends ends = ends_of(places);
    const auto [least_lat, greatest_lat] = ends.y;
    const auto [least_lon, greatest_lon] = ends.x;
    if (!(least_lat <= greatest_lat) || !(least_lon <= greatest_lon)) return std::nullopt;
    if (least_lat == greatest_lat && least_lon == greatest_lon) return std::nullopt;
    const LonInterval lon = box ? box->lon : LonInterval::between(least_lon, greatest_lon);
    Frame frame;
    const double half_column = half_cell(lon.width_deg(), places.x, places);
    if (lon.is_empty() || lon.width_deg() + 2 * half_column > k_widest_part_deg) {
        frame.is_round = true;
        set_size(frame, true, width);
        return frame;
    }
    frame.west = lon.west_deg();
    frame.east = frame.west + lon.width_deg();
    frame.south = least_lat;
    frame.north = greatest_lat;
    const double side = std::max({frame.east - frame.west, frame.north - frame.south, k_least_side_deg});
    const double around =
        k_margin * side + std::max(half_column, half_cell(frame.north - frame.south, places.y, places));
    widen(frame.west, frame.east, around);
    widen(frame.south, frame.north, around);
    frame.south = std::max(frame.south, -90.0);
    frame.north = std::min(frame.north, 90.0);
    set_size(frame, true, width);
    return frame;
}

}  // namespace cairn::quicklook
