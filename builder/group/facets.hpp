// The facets of one file, each with where it came from.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/dataset.hpp"
#include "builder/model/plan.hpp"
#include "builder/model/source.hpp"

namespace cairn {

struct FoundFacet {
    std::string value;
    std::string origin;  ///< "path", "regex", "attribute 'mip_era'", "constant"
};
using FoundFacets = std::map<std::string, FoundFacet>;

/// The text of a global attribute: numbers are written out, several values are separated by ", ". Empty when there is
/// none. At most 1,000 bytes, valid UTF-8 without control characters: it becomes part of ids and documents.
std::string global_attribute(const Dataset* dataset, std::string_view name);

/// The values of the built-in names (config/check.hpp) for a source.
Facets builtin_values(const Source& source, const std::string& archive_name);

}  // namespace cairn
