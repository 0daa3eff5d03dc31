// Checks of what is held against paths and attributes: the conditions of a rule, its facets, the dates in names.
#pragma once

#include <string>

#include "builder/config/config.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

void check_match(const Match& match, const Config& config, const std::string& pointer, Violations& violations);

/// `pattern`: CollectionRule::time_from_name.
void check_time_from_name(const std::string& pattern, const std::string& pointer, Violations& violations);

/// Returns the names of all facets that a file can get.
KnownNames check_facets(const FacetRules& facets, const std::string& pointer, Violations& violations);

}  // namespace cairn
