#include "builder/interpret/time/valid_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "builder/cf/words.hpp"
#include "builder/interpret/numbers.hpp"

namespace cairn {

void leave_out_invalid(Cells& cells, const Variable& axis, const std::string& name, Findings& findings) {
    const auto range = valid_range_of(axis);
    if (!range) return;
    const auto is_outside = [&](double value) { return value < range->first || value > range->second; };
    const auto outside =
        static_cast<std::size_t>(std::count_if(cells.centres.begin(), cells.centres.end(), is_outside));
    const auto present = static_cast<std::size_t>(
        std::count_if(cells.centres.begin(), cells.centres.end(), [](double value) { return !std::isnan(value); }));
    if (outside == 0) return;
    const std::string range_text = fmt::format("{} to {}", number_text(range->first), number_text(range->second));
    if (outside == present) {
        findings.note(fmt::format("The valid range of time axis '{}', {}, is not applied: it excludes all values.",
                                  name, range_text));
        return;
    }
    for (std::size_t i = 0; i < cells.centres.size(); ++i) {
        if (!is_outside(cells.centres[i])) continue;
        cells.centres[i] = std::nan("");
        if (i < cells.bounds.size()) cells.bounds[i] = {std::nan(""), std::nan("")};
    }
    findings.add("time", fmt::format("'{}': {} values outside the valid range, {}", name, outside, range_text));
}

}  // namespace cairn
