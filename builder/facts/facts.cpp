#include "builder/facts/facts.hpp"

#include <algorithm>

namespace cairn {

bool Facts::has_errors() const {
    const auto is_error = [](const Problem& problem) { return problem.severity == Severity::error; };
    return !understood || std::ranges::any_of(problems, is_error) || std::ranges::any_of(understood->doubts, is_error);
}

}  // namespace cairn
