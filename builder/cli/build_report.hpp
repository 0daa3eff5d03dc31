// The report of a build, for programs: {"summary": {...}, "problems": [...]}.
#pragma once

#include <string>

#include "builder/pipeline.hpp"

namespace cairn {

/// Problems of all stages; findings of the validation follow as problems of the stage "validate".
std::string build_report(const BuildResult& result);

/// "1,024 files: 1,020 assets in 37 items of 2 collections, 4 problems"
std::string build_summary(const BuildResult& result);

}  // namespace cairn
