#include "search/shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cairn::search {

namespace {

double side(const Point& a, const Point& b, const Point& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool is_between(const Point& a, const Point& b, const Point& c) {
    return std::min(a.x, b.x) <= c.x && c.x <= std::max(a.x, b.x) && std::min(a.y, b.y) <= c.y &&
           c.y <= std::max(a.y, b.y);
}

bool is_on(const Point& a, const Point& b, const Point& c) { return side(a, b, c) == 0 && is_between(a, b, c); }

bool segments_meet(const Point& a, const Point& b, const Point& c, const Point& d) {
    const double abc = side(a, b, c);
    const double abd = side(a, b, d);
    const double cda = side(c, d, a);
    const double cdb = side(c, d, b);
    if (((abc > 0 && abd < 0) || (abc < 0 && abd > 0)) && ((cda > 0 && cdb < 0) || (cda < 0 && cdb > 0))) return true;
    return is_on(a, b, c) || is_on(a, b, d) || is_on(c, d, a) || is_on(c, d, b);
}

template <class Visit>
void for_each_line(const Shape& shape, Visit&& visit) {
    for (const Shape::Line& line : shape.lines) visit(line);
    for (const auto& rings : shape.polygons)
        for (const Shape::Line& ring : rings) visit(ring);
}

bool is_on_line(const Shape::Line& line, const Point& point) {
    for (std::size_t i = 1; i < line.size(); ++i)
        if (is_on(line[i - 1], line[i], point)) return true;
    return line.size() == 1 && line[0].x == point.x && line[0].y == point.y;
}

/// Crossings of a ray to the east (W. R. Franklin's test), borders apart.
bool is_inside(const std::vector<Shape::Line>& rings, const Point& point) {
    bool inside = false;
    for (const Shape::Line& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point& a = ring[i - 1];
            const Point& b = ring[i];
            if ((a.y > point.y) == (b.y > point.y)) continue;
            const double turn = side(a, b, point);
            if (b.y > a.y ? turn > 0 : turn < 0) inside = !inside;
        }
    }
    return inside;
}

bool holds(const Shape& shape, const Point& point) {
    for (const Point& own : shape.points)
        if (own.x == point.x && own.y == point.y) return true;
    bool is_on_one = false;
    for_each_line(shape, [&](const Shape::Line& line) { is_on_one = is_on_one || is_on_line(line, point); });
    if (is_on_one) return true;
    return std::any_of(shape.polygons.begin(), shape.polygons.end(),
                       [&](const auto& rings) { return is_inside(rings, point); });
}

/// Whether a part of `a` has a position in `b`. Where no segments meet, one position of a line speaks for all.
bool has_position_in(const Shape& a, const Shape& b) {
    for (const Point& point : a.points)
        if (holds(b, point)) return true;
    bool is_held = false;
    for_each_line(a, [&](const Shape::Line& line) { is_held = is_held || (!line.empty() && holds(b, line.front())); });
    return is_held;
}

bool is_apart(const Point& a, const Point& b, const Point& c, const Point& d) {
    return std::max(a.x, b.x) < std::min(c.x, d.x) || std::max(c.x, d.x) < std::min(a.x, b.x) ||
           std::max(a.y, b.y) < std::min(c.y, d.y) || std::max(c.y, d.y) < std::min(a.y, b.y);
}

bool lines_meet(const Shape::Line& one, const Shape::Line& other) {
    for (std::size_t i = 1; i < one.size(); ++i) {
        for (std::size_t j = 1; j < other.size(); ++j) {
            if (is_apart(one[i - 1], one[i], other[j - 1], other[j])) continue;
            if (segments_meet(one[i - 1], one[i], other[j - 1], other[j])) return true;
        }
    }
    return false;
}

bool any_lines_meet(const Shape& a, const Shape& b) {
    bool found = false;
    for_each_line(a, [&](const Shape::Line& one) {
        for_each_line(b, [&](const Shape::Line& other) { found = found || lines_meet(one, other); });
    });
    return found;
}

std::optional<Point> point_of(const json::Value& value) {
    if (!value.IsArray() || value.Size() < 2 || !value[0].IsNumber() || !value[1].IsNumber()) return std::nullopt;
    const Point point{value[0].GetDouble(), value[1].GetDouble()};
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) return std::nullopt;
    return point;
}

/// The elements of a list, each read by `read`; false when one cannot be.
template <class T, class Read>
bool read_list(const json::Value& value, std::vector<T>& into, Read&& read) {
    if (!value.IsArray()) return false;
    for (const json::Value& element : value.GetArray()) {
        T one;
        if (!read(element, one)) return false;
        into.push_back(std::move(one));
    }
    return true;
}

bool read_point(const json::Value& value, Point& into) {
    const auto point = point_of(value);
    if (point) into = *point;
    return point.has_value();
}
bool read_line(const json::Value& value, Shape::Line& into) { return read_list(value, into, read_point); }
bool read_rings(const json::Value& value, std::vector<Shape::Line>& into) { return read_list(value, into, read_line); }

bool add_geometry(const json::Value& value, Shape& shape, int levels);

bool add_members(const json::Value* list, Shape& shape, int levels) {
    if (list == nullptr || !list->IsArray()) return false;
    return std::all_of(list->Begin(), list->End(),
                       [&](const json::Value& member) { return add_geometry(member, shape, levels - 1); });
}

bool add_geometry(const json::Value& value, Shape& shape, int levels) {
    if (levels == 0) return false;
    const std::string_view type = json::member_text(value, "type");
    if (type == "GeometryCollection") return add_members(json::find(value, "geometries"), shape, levels);
    if (type == "FeatureCollection") return add_members(json::find(value, "features"), shape, levels);
    if (type == "Feature") {
        const json::Value* geometry = json::find(value, "geometry");
        return geometry != nullptr && (geometry->IsNull() || add_geometry(*geometry, shape, levels - 1));
    }
    const json::Value* coordinates = json::find(value, "coordinates");
    if (coordinates == nullptr) return false;
    if (type == "Point") {
        const auto point = point_of(*coordinates);
        if (point) shape.points.push_back(*point);
        return point.has_value();
    }
    if (type == "MultiPoint") return read_list(*coordinates, shape.points, read_point);
    if (type == "LineString") return read_line(*coordinates, shape.lines.emplace_back());
    if (type == "MultiLineString") return read_list(*coordinates, shape.lines, read_line);
    if (type == "Polygon") return read_rings(*coordinates, shape.polygons.emplace_back());
    if (type == "MultiPolygon") return read_list(*coordinates, shape.polygons, read_rings);
    return false;
}

}  // namespace

Box Shape::box() const {
    constexpr double k_infinite = std::numeric_limits<double>::infinity();
    Range x{k_infinite, -k_infinite};
    Range y{k_infinite, -k_infinite};
    const auto take = [&](const Point& point) {
        x = {std::min(x.low, point.x), std::max(x.high, point.x)};
        y = {std::min(y.low, point.y), std::max(y.high, point.y)};
    };
    std::for_each(points.begin(), points.end(), take);
    for_each_line(*this, [&](const Line& line) { std::for_each(line.begin(), line.end(), take); });
    Box box;
    box.longitudes[0] = x;
    box.latitudes = y;
    return box;
}

bool meet(const Shape& a, const Shape& b) {
    return any_lines_meet(a, b) || has_position_in(a, b) || has_position_in(b, a);
}

std::optional<Shape> shape_of(const json::Value& value) {
    constexpr int k_most_levels = 64;
    Shape shape;
    if (!add_geometry(value, shape, k_most_levels)) return std::nullopt;
    const Range latitudes = shape.box().latitudes;
    if (latitudes.low > latitudes.high) return std::nullopt;  // there is no position in it
    return shape;
}

}  // namespace cairn::search
