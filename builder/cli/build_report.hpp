// The report of a build, for programs: {"summary": {...}, "problems": [...]}. Warnings of one kind are one problem with
// all its paths.
#pragma once

#include <string>

#include "builder/cli/failure.hpp"
#include "builder/cli/run_account.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

/// Problems of all stages; findings of the validation follow as problems of the stage "validate". The summary has the
/// exit code, and the `error` that ended the run when it did not finish.
std::string build_report(const BuildResult& result, const Ending& ending, const RunFigures& run = {});

/// "1,024 files: 1,020 assets in 37 items of 2 collections, 4 problems"
std::string build_summary(const BuildResult& result);

}  // namespace cairn
