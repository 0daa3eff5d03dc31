// What earlier versions of cairn leave when they are killed: they made the new tree in OUT.staging, beside OUT, and
// took it away with OUT in one exchange; or they moved it into OUT file by file, and named it in OUT/.cairn/next.
#pragma once

#include <string>

#include "builder/write/filesystem.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

/// A folder OUT.staging is known as cairn's by the file `cairn-staging` in it; without that it is never touched.
bool is_outer_staging(const Filesystem& filesystem, const std::string& folder);

/// Removes OUT.staging. Of an old tree in it exactly the files of its manifest go; what had come into it meanwhile goes
/// back into OUT. Throws std::invalid_argument when something foreign is left in it.
void remove_outer_staging(Filesystem& filesystem, const std::string& out);

/// The files of OUT/.cairn/next that were moved become files of the last run.
void take_over_next(const Filesystem& filesystem, const std::string& out, Claim& claim);

}  // namespace cairn
