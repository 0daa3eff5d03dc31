// The tables of a state, the versions that its format had, and what is no state.
#pragma once

#include <string>

#include "builder/state/database.hpp"
#include "builder/state/state.hpp"

namespace cairn {

/// Opens the file, makes the tables of a new one, and brings those of an older version up to this one. Throws
/// StateRefused when the file is another program's or a newer cairn's, and DatabaseError.
Database open_state(const std::string& path);

std::string with_remedy(const std::string& path, const std::string& why);
StateRefused damaged(const std::string& path, const std::string& how);

}  // namespace cairn
