// The metadata of GeoParquet 1.1.0: which column is the geometry, and which struct its box.
// https://geoparquet.org/releases/v1.1.0/
#pragma once

#include <set>
#include <string>

#include "builder/tables/record.hpp"

namespace cairn::tables {

/// Gathers what a file has.
class GeoMetadata {
  public:
    void add(const Cell& geometry, const Cell& box);
    /// The value of the key `geo`.
    std::string text() const;

  private:
    std::set<std::string, std::less<>> m_types;
    bool m_has_box = false;
    bool m_crosses_antimeridian = false;
    double m_west = 0;
    double m_south = 0;
    double m_east = 0;
    double m_north = 0;
};

}  // namespace cairn::tables
