// What runs the tasks of a walk: TBB.
#pragma once

#include <memory>

#include "builder/discover/walk.hpp"

namespace cairn {

/// Runs tasks in the task arena of the caller. Under the thread sanitizer, which does not see how TBB's library passes
/// work from thread to thread, threads of the standard library run them.
std::unique_ptr<TaskRunner> task_runner();

}  // namespace cairn
