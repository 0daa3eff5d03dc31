// Warnings that say the same of many files: an archive whose attributes all lie has one of each kind, not one a file.
#pragma once

#include <string>
#include <vector>

#include "builder/pipeline.hpp"

namespace cairn {

/// Problems in the order of the build's: warnings that are equal but for their paths and the numbers in their messages,
/// of sources of one Collection; an error alone, since it is of an input that was lost.
struct ProblemKind {
    std::vector<const Problem*> problems;  ///< at least one
    std::string collection;                ///< id; empty where the source belongs to none
};

/// In the order of their first problems. Views into `result`.
std::vector<ProblemKind> kinds_of(const BuildResult& result);

}  // namespace cairn
