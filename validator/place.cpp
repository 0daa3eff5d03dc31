#include "validator/place.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <initializer_list>
#include <utility>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"

namespace cairn::validate {

namespace {

/// Coordinates are written with different roundings; 1e-6 degrees are 0.1 m.
constexpr double k_rounding_deg = 1e-6;

bool on_globe(double longitude, double latitude) {
    return std::fabs(longitude) <= 180 + k_rounding_deg && std::fabs(latitude) <= 90 + k_rounding_deg;
}

/// Collects bounds, and where the first position lies that is not on the globe.
class Measure : public GeometryVisitor {
  public:
    Bounds bounds;
    std::string off_globe_at;

  protected:
    bool part(const json::Value& positions, PartKind kind) override {
        if (kind == PartKind::point) return add(positions, k_no_index);
        if (!positions.IsArray()) return false;
        for (rapidjson::SizeType i = 0; i < positions.Size(); ++i) {
            if (!add(positions[i], i)) return false;
        }
        return true;
    }

  private:
    static constexpr rapidjson::SizeType k_no_index = ~rapidjson::SizeType{0};

    bool add(const json::Value& position, rapidjson::SizeType index) {
        double longitude = 0, latitude = 0;
        if (!read_position(position, longitude, latitude)) return false;
        bounds.add(longitude, latitude);
        if (off_globe_at.empty() && !on_globe(longitude, latitude))
            off_globe_at = index == k_no_index ? here() : json::child(here(), std::size_t{index});
        return true;
    }
};

GeometryFault fault_of_bounds(const Bounds& bounds) {
    const double longitude = std::max(std::fabs(bounds.west), std::fabs(bounds.east));
    const double latitude = std::max(std::fabs(bounds.south), std::fabs(bounds.north));
    if (latitude > 90 + k_rounding_deg)
        return longitude <= 90 && latitude <= 180 ? GeometryFault::swapped : GeometryFault::out_of_range;
    if (longitude > 360 + k_rounding_deg) return GeometryFault::out_of_range;
    return longitude > 180 + k_rounding_deg ? GeometryFault::far_longitude : GeometryFault::none;
}

/// Numbers that stand for "no value" in the programs that write them: fill values of netCDF and GDAL, limits of types.
bool is_sentinel(double number) {
    const double size = std::fabs(number);
    return size >= 9.9e4 || size == 9999 || size == 999 || size == 99999 || size == 32768 || size == 32767 ||
           std::fabs(size - 999.9) < 1 || std::fabs(size - 9999) < 1;
}

/// Longitudes of parts, as arcs; where they leave the largest gap.
class Arcs : public GeometryVisitor {
  public:
    double largest_gap() {
        std::sort(m_arcs.begin(), m_arcs.end());
        double end = m_arcs.front().second, gap = 0;
        for (const auto& [from, to] : m_arcs) {
            gap = std::max(gap, from - end);
            end = std::max(end, to);
        }
        return std::max(gap, m_arcs.front().first + 360 - end);
    }
    bool touches_both_sides() const {
        return std::any_of(m_arcs.begin(), m_arcs.end(), [](const auto& arc) { return arc.first <= -180 + 1e-3; }) &&
               std::any_of(m_arcs.begin(), m_arcs.end(), [](const auto& arc) { return arc.second >= 180 - 1e-3; });
    }
    bool empty() const { return m_arcs.empty(); }

  protected:
    bool part(const json::Value& positions, PartKind kind) override {
        if (kind == PartKind::hole) return true;
        if (kind == PartKind::point) return add(positions, positions);
        if (!positions.IsArray()) return false;
        double longitude = 0, latitude = 0, least = 1e300, largest = -1e300;
        for (const json::Value& position : positions.GetArray()) {
            if (!read_position(position, longitude, latitude)) return false;
            if (kind == PartKind::points) m_arcs.emplace_back(longitude, longitude);
            least = std::min(least, longitude);
            largest = std::max(largest, longitude);
        }
        if (kind != PartKind::points && least <= largest) m_arcs.emplace_back(least, largest);
        return true;
    }

  private:
    bool add(const json::Value& first, const json::Value& last) {
        double west = 0, east = 0, latitude = 0;
        if (!read_position(first, west, latitude) || !read_position(last, east, latitude)) return false;
        m_arcs.emplace_back(west, east);
        return true;
    }

    std::vector<std::pair<double, double>> m_arcs;
};

/// Whether all parts lie between two longitudes over the antimeridian: on one side of it, or across in one piece.
class Within : public GeometryVisitor {
  public:
    Within(double west, double east, double tolerance) : m_west(west - tolerance), m_east(east + tolerance) {}
    bool all = true;
    bool crosses_uncut = false;  ///< a part lies on both sides

  protected:
    bool part(const json::Value& positions, PartKind kind) override {
        double longitude = 0, latitude = 0;
        if (kind == PartKind::point) {
            if (!read_position(positions, longitude, latitude)) return false;
            add(longitude, longitude);
            return true;
        }
        if (!positions.IsArray()) return false;
        double least = 180, largest = -180;
        for (const json::Value& position : positions.GetArray()) {
            if (!read_position(position, longitude, latitude)) return false;
            if (kind == PartKind::points) add(longitude, longitude);
            all = all && (longitude >= m_west || longitude <= m_east);
            least = std::min(least, longitude);
            largest = std::max(largest, longitude);
        }
        if (kind != PartKind::points && !positions.Empty()) add(least, largest);
        return true;
    }

  private:
    void add(double least, double largest) {
        if (least >= m_west || largest <= m_east) return;
        if (largest - least > 180 && largest >= m_west && least <= m_east) {
            crosses_uncut = true;
        } else {
            all = false;
        }
    }

    double m_west, m_east;
};

/// How far a box may be inside of a geometry, since both are rounded; and how far outside of it: edges of large
/// footprints are arcs, whose middle lies north of their ends, and a point is often given a margin. Of 199 real Items
/// none is outside by more than a thousandth of its size.
double cover_tolerance(double size) { return std::max(0.001, 0.01 * size); }
double loose_tolerance(double size) { return std::max(0.01, 0.02 * size); }
double excess_tolerance(double size) { return std::max(1.0, 0.1 * size); }

bool is_covered(double low, double high, double least, double largest) {
    const double tolerance = cover_tolerance(largest - least);
    return low <= least + tolerance && high >= largest - tolerance;
}

BoxFault excess_of(double low, double high, double least, double largest) {
    const double excess = std::max(least - low, high - largest), size = largest - least;
    if (excess > excess_tolerance(size)) return BoxFault::too_large;
    return excess > loose_tolerance(size) ? BoxFault::loose : BoxFault::none;
}

bool agrees(double low, double high, double least, double largest) {
    const double tolerance = cover_tolerance(largest - least);
    return std::fabs(low - least) <= tolerance && std::fabs(high - largest) <= tolerance;
}

BoxFault compare_crossing(const json::Value& geometry, const Bounds& bounds, const BoxNumbers& box,
                          bool& crosses_uncut) {
    Within over(box.west, box.east, cover_tolerance(0));
    over.visit(geometry);
    crosses_uncut = over.all && over.crosses_uncut;
    if (over.all) return BoxFault::none;
    const bool fits_when_turned =
        box.east <= bounds.west + cover_tolerance(0) && box.west >= bounds.east - cover_tolerance(0);
    return fits_when_turned ? BoxFault::east_first : BoxFault::does_not_cover;
}

bool goes_round_globe(const json::Value& geometry, const BoxNumbers& box) {
    if (box.east - box.west < 360 - 0.01) return false;
    Arcs arcs;
    constexpr double k_gap_deg = 90;  // less: the shortest box over the antimeridian is hardly smaller
    return arcs.visit(geometry) && !arcs.empty() && arcs.touches_both_sides() && arcs.largest_gap() > k_gap_deg;
}

bool agrees_when_swapped(const BoxNumbers& box, const Bounds& bounds) {
    return agrees(box.west, box.east, bounds.south, bounds.north) &&
           agrees(box.south, box.north, bounds.west, bounds.east);
}

BoxFault compare(const json::Value& geometry, const Bounds& bounds, const BoxNumbers& box, bool& crosses_uncut) {
    const bool swapped = agrees_when_swapped(box, bounds);
    const bool right = agrees(box.west, box.east, bounds.west, bounds.east) &&
                       agrees(box.south, box.north, bounds.south, bounds.north);
    if (swapped && !right) return BoxFault::swapped;
    const bool latitudes = is_covered(box.south, box.north, bounds.south, bounds.north);
    if (box.west > box.east) {
        const BoxFault fault = compare_crossing(geometry, bounds, box, crosses_uncut);
        if (fault != BoxFault::none || latitudes) return fault;
        return BoxFault::does_not_cover;
    }
    if (goes_round_globe(geometry, box)) return BoxFault::round_globe;
    if (!latitudes || !is_covered(box.west, box.east, bounds.west, bounds.east)) return BoxFault::does_not_cover;
    // Around a pole the box is larger than the positions.
    const bool all_longitudes = box.east - box.west >= 360 - 0.01;
    const bool reaches_pole = box.south <= -89.99 || box.north >= 89.99;
    BoxFault excess = BoxFault::none;
    if (!all_longitudes) excess = excess_of(box.west, box.east, bounds.west, bounds.east);
    if (all_longitudes && bounds.east - bounds.west < 180) excess = BoxFault::too_large;
    if (excess != BoxFault::too_large && !(all_longitudes && reaches_pole)) {
        const BoxFault height = excess_of(box.south, box.north, bounds.south, bounds.north);
        if (height != BoxFault::none) excess = height;
    }
    return excess;
}

/// Whether a number has more digits than people read.
bool is_huge(const BoxNumbers& box) {
    const auto huge = [](double number) { return !(std::fabs(number) < 1e7); };
    return huge(box.west) || huge(box.south) || huge(box.east) || huge(box.north) || huge(box.bottom) || huge(box.top);
}

BoxFault fault_of(const BoxNumbers& box) {
    for (const double number : {box.west, box.south, box.east, box.north})
        if (is_sentinel(number)) return BoxFault::sentinel;
    if (box.has_heights && (std::fabs(box.bottom) >= 1e10 || std::fabs(box.top) >= 1e10)) return BoxFault::sentinel;
    const double longitude = std::max(std::fabs(box.west), std::fabs(box.east));
    const double latitude = std::max(std::fabs(box.south), std::fabs(box.north));
    if (latitude > 90 + k_rounding_deg)
        return longitude <= 90 && latitude <= 180 ? BoxFault::swapped : BoxFault::out_of_range;
    if (longitude > 360 + k_rounding_deg) return BoxFault::out_of_range;
    if (box.south > box.north) return BoxFault::upside_down;
    if (box.has_heights && box.bottom > box.top) return BoxFault::bottom_up;
    return longitude > 180 + k_rounding_deg ? BoxFault::far_longitude : BoxFault::none;
}

}  // namespace

void Bounds::add(double longitude, double latitude) {
    west = std::min(west, longitude);
    south = std::min(south, latitude);
    east = std::max(east, longitude);
    north = std::max(north, latitude);
}

namespace {

/// To a millionth of a degree, and without zeros at the end.
std::string degrees(double number) {
    constexpr std::size_t k_longest = 400;  // of the largest double
    char text[k_longest];
    std::string result(text, static_cast<std::size_t>(std::snprintf(text, k_longest, "%.6f", number)));
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.') result.pop_back();
    return result == "-0" ? "0" : result;
}

std::string list_of_degrees(std::initializer_list<double> numbers) {
    std::string text;
    for (const double number : numbers) text += (text.empty() ? "[" : ", ") + degrees(number);
    return text + "]";
}

}  // namespace

std::string text_of(const Bounds& bounds) {
    return list_of_degrees({bounds.west, bounds.south, bounds.east, bounds.north});
}

std::string text_of_box(const json::Value& bbox) {
    BoxNumbers box;
    if (!read_box(bbox, box) || is_huge(box)) return excerpt(bbox);
    return box.has_heights ? list_of_degrees({box.west, box.south, box.bottom, box.east, box.north, box.top})
                           : list_of_degrees({box.west, box.south, box.east, box.north});
}

bool read_box(const json::Value& bbox, BoxNumbers& numbers) {
    if (!bbox.IsArray() || (bbox.Size() != 4 && bbox.Size() != 6)) return false;
    for (const json::Value& number : bbox.GetArray())
        if (!number.IsNumber()) return false;
    numbers.has_heights = bbox.Size() == 6;
    const rapidjson::SizeType half = bbox.Size() / 2;
    numbers.west = bbox[0].GetDouble();
    numbers.south = bbox[1].GetDouble();
    numbers.east = bbox[half].GetDouble();
    numbers.north = bbox[half + 1].GetDouble();
    if (numbers.has_heights) {
        numbers.bottom = bbox[2].GetDouble();
        numbers.top = bbox[5].GetDouble();
    }
    return true;
}

BoxFault fault_of_box(const json::Value& bbox) {
    BoxNumbers numbers;
    return read_box(bbox, numbers) ? fault_of(numbers) : BoxFault::unusable;
}

Place place_of(const json::Value* geometry, const json::Value* bbox) {
    Place place;
    Measure measure;
    if (geometry != nullptr && geometry->IsObject() && measure.visit(*geometry) && !measure.bounds.empty()) {
        place.bounds = measure.bounds;
        place.geometry = fault_of_bounds(place.bounds);
        place.fault_at = std::move(measure.off_globe_at);
    }
    if (bbox == nullptr || !read_box(*bbox, place.numbers)) return place;
    place.box = fault_of(place.numbers);
    if (place.geometry != GeometryFault::none) {
        // One that says the same as its geometry is wrong for the same cause.
        const bool same = place.geometry != GeometryFault::unusable &&
                          agrees(place.numbers.west, place.numbers.east, place.bounds.west, place.bounds.east) &&
                          agrees(place.numbers.south, place.numbers.north, place.bounds.south, place.bounds.north);
        if (same) place.box = BoxFault::none;
        return place;
    }
    if (place.box == BoxFault::swapped && !agrees_when_swapped(place.numbers, place.bounds))
        place.box = BoxFault::out_of_range;
    if (place.box != BoxFault::none) return place;
    place.box = compare(*geometry, place.bounds, place.numbers, place.crosses_uncut);
    return place;
}

}  // namespace cairn::validate
