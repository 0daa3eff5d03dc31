// Why files cannot be made into one virtual store.
#pragma once

#include <string>

#include "base/outcome.hpp"

namespace cairn::virtualize {

/// A wrong store reads without an error: what is not surely right is refused.
struct Refusal {
    std::string path;         ///< of the file
    std::string variable;     ///< path in the file; empty: the file as a whole
    std::string found;        ///< what differs or cannot be referenced, with the values of this file
    std::string cause;        ///< the same for all files that are refused for one reason: to count by
    std::string remedy;       ///< what can be done
    bool is_passing = false;  ///< the next try may do better with the same file: a disk or a network failed
};

/// "virtual/refused".
Problem problem_of(const Refusal& refusal);

}  // namespace cairn::virtualize
