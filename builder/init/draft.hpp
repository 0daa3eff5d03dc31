// A proposal as a configuration: YAML with comments that say what was found, what results, and what to do next.
#pragma once

#include <string>
#include <vector>

#include "builder/init/proposal.hpp"

namespace cairn {

/// `name`: the file that it will be.
std::string configuration_text(const Proposal& proposal, const std::string& name);

/// What was looked at, what it is, and which Items result with three of them, a line each: for people.
std::vector<std::string> findings_of(const Proposal& proposal);

}  // namespace cairn
