// Checks of what is held against paths and attributes: the conditions of a rule, its facets, the dates in names.
#pragma once

#include <map>
#include <string>

#include "builder/config/config.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

void check_match(const Match& match, const Config& config, const std::string& pointer, Violations& violations);

/// `patterns`: attribute -> regular expression.
void check_attributes(const std::map<std::string, std::string>& patterns, const std::string& pointer,
                      Violations& violations);

/// `pattern`: CollectionRule::time_from_name.
void check_time_from_name(const std::string& pattern, const std::string& pointer, Violations& violations);

/// Returns the names of all facets that a file can get.
KnownNames check_facets(const CollectionRule& rule, const Config& config, const std::string& pointer,
                        Violations& violations);

}  // namespace cairn
