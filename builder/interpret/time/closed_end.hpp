// The last instant of a cell of time: bounds give its edge, which is the first instant of the next cell.
#pragma once

#include <cstdint>

#include "builder/cf/calendar.hpp"
#include "builder/model/policies.hpp"

namespace cairn {

/// How long before its upper edge a cell ends, in microseconds. STAC's end_datetime is inclusive: neighbours in a
/// series that share an edge would both match a search for it. A cell without length is an instant and ends at its
/// edge.
constexpr std::int64_t before_edge_us(std::int64_t cell_length_us, IntervalEnd policy) {
    if (policy == IntervalEnd::edge || cell_length_us <= 0) return 0;
    return cell_length_us >= 2 * k_microseconds_per_second ? k_microseconds_per_second
                                                           : k_microseconds_per_second / 1'000;
}

}  // namespace cairn
