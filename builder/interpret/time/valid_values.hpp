// The valid range of a time axis.
#pragma once

#include <string>

#include "builder/interpret/findings.hpp"
#include "builder/interpret/space/cells.hpp"
#include "builder/model/dataset.hpp"

namespace cairn {

/// Turns centres outside of the valid range of `axis`, and their bounds, into NaN, with a finding. A valid range that
/// excludes every value was written for another file: it is not applied, with a note. `name`: for these texts.
void leave_out_invalid(Cells& cells, const Variable& axis, const std::string& name, Findings& findings);

}  // namespace cairn
