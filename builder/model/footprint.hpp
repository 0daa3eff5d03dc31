// Where on the Earth: intervals of longitude on a circle, of latitude on a line, and the reason when nothing is known.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// An interval on the circle of longitudes. Empty and full are states of their own; otherwise it runs eastwards from
/// `west` to `east`, both in [-180, 180], and west > east means that it crosses the antimeridian.
class LonInterval {
  public:
    LonInterval() = default;  ///< empty
    static LonInterval full();
    /// From `west_deg` eastwards to `east_deg` (both finite, any convention, for example 350 to 370). A width of 360 or
    /// more is full; differences of less than 0.000001 degrees count as errors of rounding.
    static LonInterval between(double west_deg, double east_deg);
    /// From the edges that an arc says of itself, exactly; both in [-180, 180].
    static LonInterval arc(double west_deg, double east_deg) {
        LonInterval made;
        made.m_state = State::arc;
        made.m_west_deg = west_deg;
        made.m_east_deg = east_deg;
        return made;
    }

    bool is_empty() const { return m_state == State::empty; }
    bool is_full() const { return m_state == State::full; }
    bool crosses_antimeridian() const { return m_state == State::arc && m_west_deg > m_east_deg; }
    double west_deg() const { return m_west_deg; }  ///< -180 when full
    double east_deg() const { return m_east_deg; }  ///< 180 when full
    double width_deg() const;
    bool contains(double lon_deg) const;
    bool operator==(const LonInterval&) const = default;

  private:
    enum class State { empty, arc, full };
    State m_state = State::empty;
    double m_west_deg = -180;
    double m_east_deg = 180;
};

/// The smallest interval that contains all (the complement of the largest gap between them): independent of their
/// order.
LonInterval hull(std::span<const LonInterval> intervals);

/// A closed interval of latitude. Invariant: -90 <= south <= north <= 90.
struct LatInterval {
    double south_deg = -90;
    double north_deg = 90;
    bool operator==(const LatInterval&) const = default;
};

struct Box {
    LonInterval lon;  ///< not empty
    LatInterval lat;
    bool operator==(const Box&) const = default;
};

struct Position {
    double lon_deg = 0;
    double lat_deg = 0;
    bool operator==(const Position&) const = default;
};

/// Areas by their edges, as RFC 7946 wants them: each ring is closed (the last position is the first), runs
/// counterclockwise, lies within [-180, 180] and crosses the antimeridian nowhere; an area that crosses it is two
/// rings, one that encloses a pole runs along the antimeridian and along latitude 90 or -90. Edges are straight in
/// longitude and latitude. No ring has a hole.
struct Outline {
    std::vector<std::vector<Position>> rings;
    bool operator==(const Outline&) const = default;
};

/// How a value came to be known, from the most to the least trusted. Order matters: a union is as good as its worst
/// part. `metadata`: what attributes of the file or store say about the whole, without coordinates to show it.
/// `file_name`: a date in the name, by a pattern of the configuration.
enum class Evidence { bounds, coordinates, metadata, file_name, guess, configuration, none };

struct Footprint {
    std::optional<Box> box;
    Evidence evidence = Evidence::none;
    std::string
        reason;  ///< why there is no box, or why it is a guess; empty when the box is known from coordinates or bounds
    std::shared_ptr<const Outline> outline = nullptr;  ///< within the box; null: the box itself is the outline
};

/// The box of many granules: exact intervals, not boxes of boxes. nullopt when the list is empty.
std::optional<Box> hull(std::span<const Box> boxes);

/// [west, south, east, north], rounded to 6 decimals (0.1 m). west > east when it crosses the antimeridian (RFC 7946
/// section 5.2).
std::array<double, 4> bbox_of(const Box& box);

/// The rings of a box that has a width and a height: two when it crosses the antimeridian.
Outline outline_of(const Box& box);

/// Whether two outlines enclose the same area but for simplification: each position of one is within the tolerance of
/// an edge of the other (in degrees of longitude and latitude).
bool are_alike(const Outline& a, const Outline& b, double tolerance_deg);

std::string_view name_of(Evidence evidence);

}  // namespace cairn
