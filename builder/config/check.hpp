// What a schema cannot say about a configuration: expressions compile, names are known, values agree with each other.
#pragma once

#include <string>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/config/schema.hpp"

namespace cairn {

/// KnownNames that asset and item templates may use beside the facets: filename, stem (without extension), series
/// (without extension and dates), folder (path of the folder), parent (last folder), archive.
const std::vector<std::string>& builtin_names();

/// Names that no facet can have: properties that STAC gives a form of their own, as "title" and "datetime".
const std::vector<std::string>& names_of_other_forms();

/// All that is wrong, by the JSON pointers of the configuration file. Placeholders in templates are reported below the
/// template's pointer.
std::vector<Violation> check_config(const Config& config);

}  // namespace cairn
