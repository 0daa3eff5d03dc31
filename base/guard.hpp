// Where the exceptions of one input end: what escapes from the work on it becomes its problem, and the run goes on.
#pragma once

#include <stdexcept>
#include <string>

#include "base/outcome.hpp"

namespace cairn {

/// What is broken is not the input but the machine around it (no space is left, a program is missing): the run ends.
struct BrokenEnvironment : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The problem of an input for the exception that is being handled: "<stage>/out-of-memory" for std::bad_alloc, else
/// "<stage>/internal", which is a fault of cairn, and says how to report it. `path`: as the system spells it.
Problem problem_of_escaped(Stage stage, const std::string& path);

/// What `work` returns, an Outcome; or the problem of what escapes from it. `stage` may change while it works. Only
/// BrokenEnvironment passes.
template <class Work>
auto guarded(const Stage& stage, const std::string& path, Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const BrokenEnvironment&) {
        throw;
    } catch (...) {
        return problem_of_escaped(stage, path);
    }
}

}  // namespace cairn
