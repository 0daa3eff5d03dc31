// Grids on axes of latitude and longitude: their boxes.
#pragma once

#include <map>
#include <string>

#include "builder/interpret/space/cells.hpp"
#include "builder/interpret/space/footprint.hpp"
#include "builder/interpret/space/latitude.hpp"
#include "builder/interpret/space/longitude.hpp"

namespace cairn {

/// Grids share axes: each axis is read once.
class BoxReader {
  public:
    BoxReader(const Anatomy& anatomy, Findings& findings) : m_anatomy(anatomy), m_findings(findings) {}

    /// Reads a grid with a latitude and a longitude; its footprint has a box or a reason.
    SpaceReading read(const Grid& grid);

  private:
    const LatCoverage& latitude(VariableId id);
    const LonCoverage& longitude(VariableId id);
    void say(const char* about, VariableId id, const Cells& cells, bool from_bounds, const std::string& explanation);

    const Anatomy& m_anatomy;
    Findings& m_findings;
    std::map<VariableId, LatCoverage> m_latitudes;
    std::map<VariableId, LonCoverage> m_longitudes;
};

}  // namespace cairn
