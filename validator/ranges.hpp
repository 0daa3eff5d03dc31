// Times and boxes as far as the rules compare them.
#pragma once

#include <limits>
#include <optional>

#include "base/json/value.hpp"
#include "validator/instants.hpp"

namespace cairn::validate {

/// Closed; an open end (null) is the lowest or highest value.
struct TimeSpan {
    Microseconds begin = std::numeric_limits<Microseconds>::min();
    Microseconds end = std::numeric_limits<Microseconds>::max();
};

bool covers(const TimeSpan& outer, const TimeSpan& inner);
TimeSpan united(const TimeSpan& a, const TimeSpan& b);

/// `datetime`, or `start_datetime` and `end_datetime`, of an Item's or an asset's properties.
std::optional<TimeSpan> time_of_properties(const json::Value& properties);
/// [start or null, end or null].
std::optional<TimeSpan> time_of_interval(const json::Value& interval);

/// Degrees. west > east: the box crosses the antimeridian.
struct Box {
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;

    bool crosses() const { return west > east; }
};

/// [w, s, e, n] or [w, s, bottom, e, n, top].
std::optional<Box> box_of(const json::Value& bbox);

/// With a tolerance of a millionth of a degree (0.1 m): boxes are written with different roundings.
bool covers(const Box& outer, const Box& inner);

/// A union that stays exact enough to be compared: boxes that cross the antimeridian apart from those that do not.
struct Boxes {
    std::optional<Box> plain;
    std::optional<Box> crossing;

    void add(const Box& box);
    void add(const Boxes& other);
};

/// False only when some box of `inner` is certainly not within `outer`.
bool may_cover(const Box& outer, const Boxes& inner);

}  // namespace cairn::validate
