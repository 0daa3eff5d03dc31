// Which of several statements of a reference system is believed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/grid_mapping.hpp"
#include "builder/interpret/space/reference_system.hpp"

namespace cairn {

struct ChosenSystem {
    std::shared_ptr<const ReferenceSystem> system;  ///< null: none, see why_not
    std::string definition;                         ///< by which PROJ made it
    bool is_by_parameters = false;                  ///< those of CF
    std::string from;                               ///< who states it, for people
    std::string why_not;
};

/// How a grid looks in a system, for comparing.
struct SystemSamples {
    std::function<std::vector<Position>(const ReferenceSystem&)> places;  ///< of a few cells; NaN: not on the Earth
    std::function<double(const ReferenceSystem&)> cell_deg;
    /// Places of the same cells, by latitudes and longitudes of the data themselves; empty: they have none.
    std::function<std::vector<Position>()> known;
};

/// A statement that PROJ refuses is said, and the next one is asked. Where statements put the grid more than a cell (or
/// what datums differ by) from each other, those win that the data's own latitudes and longitudes confirm; else those
/// that most agree with; else CF's parameters (section 5.6), if they state the figure of the Earth. A note says so. Of
/// statements that agree, the first that carries a code is taken.
ChosenSystem choose_system(const GridMapping& mapping, const SystemSamples& samples, Findings& findings);

}  // namespace cairn
