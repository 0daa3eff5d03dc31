#include "builder/records/place.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/json/pointer.hpp"
#include "builder/interpret/space/polygon_cut.hpp"
#include "builder/records/span.hpp"

namespace cairn::records {

namespace {

/// Whether a ring crosses itself takes the square of its length; the outlines of cairn's own have some hundred.
constexpr std::size_t k_most_positions = 5'000;

class Places {
  public:
    explicit Places(std::vector<Violation>& violations) : m_violations(violations) {}

    std::optional<Box> box(const json::Value& bbox) {
        const bool has_heights = bbox.Size() == 6;
        if (bbox.Size() == 5) return complain("/bbox", "found 5 numbers, expected 4 or, with heights, 6");
        const double west = bbox[0].GetDouble();
        const double south = bbox[1].GetDouble();
        const double east = bbox[has_heights ? 3 : 2].GetDouble();
        const double north = bbox[has_heights ? 4 : 3].GetDouble();
        if (south < -90 || north > 90 || south > north) {
            return complain("/bbox", fmt::format("found latitudes from {} to {}, expected south, then north, between "
                                                 "-90 and 90",
                                                 south, north));
        }
        const bool crosses = west > east && west <= 180 && east >= -180;
        if (west < -180 || east > 360 || (west > east && !crosses)) {
            return complain("/bbox", fmt::format("found longitudes from {} to {}, expected west, then east, between "
                                                 "-180 and 180 or between 0 and 360",
                                                 west, east));
        }
        return Box{LonInterval::between(west, east + (crosses ? 360 : 0)), {south, north}};
    }

    /// A point has no outline, its box is it.
    std::optional<Box> geometry(const json::Value& geometry, std::shared_ptr<const Outline>& outline) {
        const std::string_view type = json::member_text(geometry, "type");
        const json::Value& coordinates = *json::find(geometry, "coordinates");
        const std::string pointer = "/geometry/coordinates";
        if (type == "Point") {
            const auto place = position(coordinates, pointer);
            if (!place) return std::nullopt;
            return Box{LonInterval::between(place->lon_deg, place->lon_deg), {place->lat_deg, place->lat_deg}};
        }
        Outline made;
        if (type == "Polygon") {
            if (!add_polygon(coordinates, pointer, made)) return std::nullopt;
        } else {
            if (coordinates.Empty()) return complain(pointer, "found an empty list, expected polygons");
            for (rapidjson::SizeType i = 0; i < coordinates.Size(); ++i)
                if (!add_polygon(coordinates[i], json::child(pointer, i), made)) return std::nullopt;
        }
        std::vector<Box> boxes;
        for (const auto& ring : made.rings) boxes.push_back(box_of(ring));
        const std::optional<Box> all = hull(boxes);
        if (!is_a_box(made, *all)) outline = std::make_shared<const Outline>(std::move(made));
        return all;
    }

    void compare(const Box& stated, const Box& drawn, double tolerance_deg) {
        const auto differ = [&](double a, double b) { return std::abs(std::remainder(a - b, 360)) > tolerance_deg; };
        const bool same_lon = stated.lon.is_full() || drawn.lon.is_full()
                                  ? std::abs(stated.lon.width_deg() - drawn.lon.width_deg()) <= tolerance_deg
                                  : !differ(stated.lon.west_deg(), drawn.lon.west_deg()) &&
                                        !differ(stated.lon.east_deg(), drawn.lon.east_deg());
        const bool same_lat = std::abs(stated.lat.south_deg - drawn.lat.south_deg) <= tolerance_deg &&
                              std::abs(stated.lat.north_deg - drawn.lat.north_deg) <= tolerance_deg;
        if (same_lon && same_lat) return;
        const auto text = [](const Box& box) { return fmt::format("[{}]", fmt::join(bbox_of(box), ", ")); };
        complain("/bbox", fmt::format("found {}, expected {}, that of the geometry, within {} degrees; leave one of "
                                      "them out",
                                      text(stated), text(drawn), tolerance_deg));
    }

  private:
    std::nullopt_t complain(std::string pointer, std::string message) {
        m_violations.push_back({std::move(pointer), false, std::move(message)});
        return std::nullopt;
    }

    std::optional<Position> position(const json::Value& value, const std::string& pointer) {
        const bool are_numbers = value.IsArray() && value.Size() >= 2 && value.Size() <= 3 &&
                                 std::all_of(value.Begin(), value.End(), [](const auto& n) { return n.IsNumber(); });
        if (!are_numbers) return complain(pointer, "expected a position: longitude, latitude and perhaps a height");
        const Position place{value[0].GetDouble(), value[1].GetDouble()};
        if (std::abs(place.lon_deg) > 180 || std::abs(place.lat_deg) > 90) {
            return complain(pointer, fmt::format("found {}, {}, expected a longitude from -180 to 180, then a latitude "
                                                 "from -90 to 90",
                                                 place.lon_deg, place.lat_deg));
        }
        return place;
    }

    bool add_polygon(const json::Value& polygon, const std::string& pointer, Outline& outline) {
        if (!polygon.IsArray() || polygon.Empty()) {
            complain(pointer, "expected a polygon: a list with one ring");
            return false;
        }
        if (polygon.Size() > 1) {
            complain(json::child(pointer, 1),
                     "found a hole, expected none: an outline says where data lie, leave its "
                     "holes out");
            return false;
        }
        auto made = ring(polygon[0], json::child(pointer, 0));
        if (made) outline.rings.push_back(*std::move(made));
        return made.has_value();
    }

    std::optional<std::vector<Position>> ring(const json::Value& value, const std::string& pointer) {
        if (!value.IsArray() || value.Size() < 4) return complain(pointer, "expected a ring of four positions or more");
        m_positions += value.Size();
        if (m_positions > k_most_positions)
            return complain(pointer, fmt::format("expected at most {} positions: simplify", k_most_positions));
        std::vector<Position> positions;
        for (rapidjson::SizeType i = 0; i < value.Size(); ++i) {
            const auto place = position(value[i], json::child(pointer, i));
            if (!place) return std::nullopt;
            if (positions.empty() || !(positions.back() == *place)) positions.push_back(*place);
        }
        if (!(positions.front() == positions.back()))
            return complain(pointer, "expected a closed ring: its last position is the first again");
        PlaneRing open(positions.begin(), positions.end() - 1);
        if (const char* why = fault_of(open)) return complain(pointer, why);
        if (signed_area(open) < 0) std::reverse(positions.begin(), positions.end());
        return positions;
    }

    static const char* fault_of(const PlaneRing& ring) {
        if (ring.size() < 3 || signed_area(ring) == 0) return "found a ring without an area, expected one with";
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const double from = ring[i].lon_deg;
            const double to = ring[(i + 1) % ring.size()].lon_deg;
            if (std::abs(to - from) > 180 && std::abs(to - from) < 360)
                return "found an edge of more than 180 degrees, as of a ring that crosses the antimeridian: cut it "
                       "there into two polygons (RFC 7946, 3.1.9), or put a position between";
        }
        return crosses_itself(ring) ? "found a ring that crosses itself" : nullptr;
    }

    static Box box_of(const std::vector<Position>& ring) {
        const auto [west, east] = std::ranges::minmax(ring, {}, &Position::lon_deg);
        const auto [south, north] = std::ranges::minmax(ring, {}, &Position::lat_deg);
        return {LonInterval::between(west.lon_deg, east.lon_deg), {south.lat_deg, north.lat_deg}};
    }

    /// Then the box says it, and shares its text with all others.
    static bool is_a_box(const Outline& outline, const Box& box) {
        const bool has_size = box.lon.width_deg() > 0 && box.lat.north_deg > box.lat.south_deg;
        if (!has_size || outline.rings.size() != outline_of(box).rings.size()) return false;
        return std::ranges::all_of(outline.rings, [&](const auto& ring) {
            const Box own = box_of(ring);
            const PlaneRing open(ring.begin(), ring.end() - 1);
            const auto [west, east] = std::ranges::minmax(ring, {}, &Position::lon_deg);
            const double area = (east.lon_deg - west.lon_deg) * (own.lat.north_deg - own.lat.south_deg);
            return own.lat == box.lat && ring.size() == 5 && std::abs(signed_area(open) - area) < 1e-9;
        });
    }

    std::vector<Violation>& m_violations;
    std::size_t m_positions = 0;
};

}  // namespace

Footprint stated_place(const json::Value& record, double tolerance_deg, std::vector<Violation>& violations) {
    const json::Value* bbox = json::find(record, "bbox");
    const json::Value* geometry = json::find(record, "geometry");
    Footprint place;
    if (bbox == nullptr && geometry == nullptr) {
        place.reason = "the record states no place";
        return place;
    }
    Places places(violations);
    place.evidence = Evidence::metadata;
    place.reason = k_from_record;
    const std::optional<Box> stated = bbox == nullptr ? std::nullopt : places.box(*bbox);
    place.box = geometry == nullptr ? stated : places.geometry(*geometry, place.outline);
    if (stated && geometry != nullptr && place.box) places.compare(*stated, *place.box, tolerance_deg);
    return place;
}

}  // namespace cairn::records
