// The facets of one file, each with where it came from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/plan.hpp"
#include "builder/model/source.hpp"

namespace cairn {

struct FoundFacet {
    std::string value;
    std::string origin;  ///< "path", "regex", "attribute 'mip_era'", "constant"
};
using FoundFacets = std::map<std::string, FoundFacet>;

/// The values of the built-in names (config/check.hpp) for a source.
Facets builtin_values(const Source& source, const std::string& archive_name);

}  // namespace cairn
