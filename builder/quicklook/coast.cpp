#include "builder/quicklook/coast.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json/parse.hpp"
#include "builder/quicklook/land.hpp"

namespace cairn::quicklook {

namespace {

using Line = std::vector<Position>;

/// Arcs of TopoJSON: whole numbers, each the step from the one before, scaled and moved.
std::vector<Line> lines_of(std::string_view module) {
    std::vector<Line> lines;
    const std::size_t begin = module.find('{', module.find("export default"));
    const std::size_t end = module.rfind('}');
    if (begin == std::string_view::npos || end == std::string_view::npos) return lines;
    const auto parsed = json::parse(module.substr(begin, end + 1 - begin));
    const auto* topology = std::get_if<json::Value>(&parsed);
    if (topology == nullptr) return lines;
    const json::Value& transform = (*topology)["transform"];
    const json::Value& scale = transform["scale"];
    const json::Value& move = transform["translate"];
    for (const json::Value& arc : (*topology)["arcs"].GetArray()) {
        Line& line = lines.emplace_back();
        double x = 0;
        double y = 0;
        for (const json::Value& step : arc.GetArray()) {
            x += step[0].GetDouble();
            y += step[1].GetDouble();
            line.push_back({x * scale[0].GetDouble() + move[0].GetDouble(), y * scale[1].GetDouble() + move[1].GetDouble()});
        }
    }
    return lines;
}

const std::vector<Line>& coasts() {
    static const std::vector<Line> lines = lines_of(land_files().front().bytes);
    return lines;
}

/// Where polygons are cut open, at the antimeridian and along the pole, there is no coast.
bool is_cut(const Position& a, const Position& b) {
    const auto is_at_seam = [](const Position& place) { return std::abs(place.lon_deg) > 179.9; };
    return is_at_seam(a) && is_at_seam(b);
}

void draw_line(double x0, double y0, double x1, double y1, Picture& picture) {
    const double steps = std::max({std::abs(x1 - x0), std::abs(y1 - y0), 1.0});
    if (steps > 4.0 * (picture.width + picture.height)) return;  // of a frame much smaller than the line
    for (double i = 0; i <= steps; ++i) {
        const double column = std::floor(x0 + (x1 - x0) * i / steps);
        const double row = std::floor(y0 + (y1 - y0) * i / steps);
        if (column < 0 || row < 0 || column >= picture.width || row >= picture.height) continue;
        picture.at(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row)) = k_line;
    }
}

}  // namespace

void draw_coasts(const Frame& frame, Picture& picture) {
    for (const Line& line : coasts()) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            if (is_cut(line[i - 1], line[i])) continue;
            const double from = frame.turned(line[i - 1].lon_deg, true);
            // The end may lie in the next turn: the line goes on beyond the edge, and its other part comes in there.
            const double to = from + std::remainder(line[i].lon_deg - line[i - 1].lon_deg, 360);
            for (const double turn : {0.0, -360.0, 360.0}) {
                if (std::max(from, to) + turn < frame.west || std::min(from, to) + turn > frame.east) continue;
                draw_line(frame.column_of(from + turn), frame.row_of(line[i - 1].lat_deg), frame.column_of(to + turn),
                          frame.row_of(line[i].lat_deg), picture);
            }
        }
    }
}

}  // namespace cairn::quicklook
