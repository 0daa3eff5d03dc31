// The facets of one file, each with where it came from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/plan.hpp"
#include "builder/model/source.hpp"

namespace cairn {

struct FoundFacet {
    std::string value;
    std::string origin;  ///< "path", "regex", "attribute 'mip_era'", "constant"
    std::string contradiction =
        {};  ///< what an attribute says instead: "attribute 'mip_era' says 'CMIP5'"; empty: none
};
using FoundFacets = std::map<std::string, FoundFacet>;

/// The value of a built-in name (config/check.hpp) for a source; nullopt: `name` is none, or the source is in no
/// folder. Made when a template asks for it: most ids come from the path without one.
std::optional<std::string> builtin_value(std::string_view name, const Source& source, std::string_view archive_name);

}  // namespace cairn
