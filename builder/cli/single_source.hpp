// One path named on the command line, as the walk would see it.
#pragma once

#include <string>
#include <variant>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// The source at `path`, or the problem that it is no data. With a configuration: of the archive that holds the path,
/// and a problem when none does. Throws std::system_error when there is nothing at the path.
Outcome<Source> single_source(const std::string& path, const Config* config = nullptr);

}  // namespace cairn
