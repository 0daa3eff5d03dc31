// The problems of a build as people read them: errors by folder, warnings by kind.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "builder/cli/problem_kinds.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

struct ProblemLine {
    const Problem* first = nullptr;  ///< never null
    std::size_t count = 1;
    std::string place;    ///< "PATH", "PATH (and 23 like it)", "FOLDER: 312 files, as NAME"
    std::string message;  ///< of the first; of many errors not more than a line
};

/// Errors first: what was lost matters more than what was odd. Those of one code are summarised by folders, at most
/// `folders` of them: deeper ones count to those above. Lines point into `result`.
std::vector<ProblemLine> problem_lines(const BuildResult& result, std::size_t folders);

/// Every problem alone, in full.
std::vector<ProblemLine> all_problem_lines(const BuildResult& result);

}  // namespace cairn
