// Files of ours at the target that somebody replaced since.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "builder/publish/plan.hpp"
#include "builder/publish/published.hpp"
#include "builder/publish/target.hpp"

namespace cairn::publish {

/// Which of the files that `plan` would replace or remove have other bytes than the manifest says, and than is wanted.
/// A run puts its manifest last, so that what the target says is no younger than its manifest is not read: it is what a
/// run put there. All else is, by one request each. Nothing is looked at after a run that did not end, whose bytes
/// nobody knows. Throws std::runtime_error when the target does not answer, and Interrupted.
std::vector<std::string> replaced_since(Target& target, const WantedFiles& wanted, const Look& look, const Plan& plan,
                                        const std::atomic<bool>& stop);

/// Throws std::invalid_argument with their names, unless there are none.
void refuse_replaced(const Target& target, const std::vector<std::string>& paths);

}  // namespace cairn::publish
