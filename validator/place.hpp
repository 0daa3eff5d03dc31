// Where an Item says it is: its geometry beside its bbox.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

/// The least and largest of positions, in degrees; empty until one is added.
struct Bounds {
    double west = std::numeric_limits<double>::infinity();
    double south = std::numeric_limits<double>::infinity();
    double east = -std::numeric_limits<double>::infinity();
    double north = -std::numeric_limits<double>::infinity();

    bool empty() const { return west > east; }
    void add(double longitude, double latitude);
};

/// The one thing that is wrong with a geometry or a bbox: what follows from it is not said again.
enum class GeometryFault {
    none,
    unusable,       ///< no geometry, or one that its schema refuses
    out_of_range,   ///< a position is not on the globe
    far_longitude,  ///< beyond 180 degrees, within 360
    swapped,        ///< latitudes stand before longitudes
};

enum class BoxFault {
    none,
    unusable,        ///< no bbox, or one that its schema refuses
    sentinel,        ///< a number that stands for "no value"
    out_of_range,    ///< not on the globe
    far_longitude,   ///< beyond 180 degrees, within 360: another longitude range
    upside_down,     ///< south above north
    bottom_up,       ///< the lowest height above the highest
    swapped,         ///< latitudes stand before longitudes
    east_first,      ///< west above east, though the geometry does not cross the antimeridian
    round_globe,     ///< all longitudes, though the geometry is split at the antimeridian
    does_not_cover,  ///< a part of the geometry lies outside
    too_large,       ///< reaches far beyond the geometry
    loose,           ///< reaches a little beyond it
};

/// Numbers of a bbox, with heights when there are six.
struct BoxNumbers {
    double west = 0, south = 0, bottom = 0, east = 0, north = 0, top = 0;
    bool has_heights = false;
};

/// False: the schema refuses it.
bool read_box(const json::Value& bbox, BoxNumbers& numbers);

/// What is wrong with a box by itself, no geometry beside it; none, unusable, sentinel ... bottom_up.
BoxFault fault_of_box(const json::Value& bbox);

struct Place {
    Bounds bounds;  ///< of the geometry's positions
    GeometryFault geometry = GeometryFault::unusable;
    std::string fault_at;        ///< of the geometry, below it: "/coordinates/0/3"
    bool crosses_uncut = false;  ///< a ring goes over the antimeridian in one piece
    BoxFault box = BoxFault::unusable;
    BoxNumbers numbers;  ///< of the bbox, when it is usable
};

/// "[10, 0, 20, 5]": west, south, east, north.
std::string text_of(const Bounds& bounds);
/// The same of a bbox, of four or six numbers.
std::string text_of_box(const json::Value& bbox);

/// `geometry` and `bbox` may be null.
Place place_of(const json::Value* geometry, const json::Value* bbox);

enum class PartKind { point, points, line, shell, hole };

/// Goes through the parts of a geometry: a position (point), or an array of them.
class GeometryVisitor {
  public:
    virtual ~GeometryVisitor() = default;

    /// False: something is not of its type's form, which is the schema's to say.
    bool visit(const json::Value& geometry);

  protected:
    /// False ends the visit: the part has not the form of one.
    virtual bool part(const json::Value& positions, PartKind kind) = 0;
    /// Where the part that is visited stands, below the geometry: "/coordinates/0".
    std::string here() const;

  private:
    bool visit_each(const json::Value& array, bool (GeometryVisitor::*visit_one)(const json::Value&));
    bool line(const json::Value& positions);
    bool polygon(const json::Value& rings);

    struct Step {
        const char* name;  ///< nullptr: an index
        std::size_t index;
    };
    std::vector<Step> m_path;
};

/// A position of two numbers or more; false: it is none.
bool read_position(const json::Value& position, double& longitude, double& latitude);

}  // namespace cairn::validate
