// How presets tell archives of their kind: `recognise` of their fragments.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/init/content.hpp"

namespace cairn {

/// All given conditions must hold for a file. Patterns are those of RE2 for whole texts.
struct RecogniseRules {
    std::vector<std::string> paths;                 ///< globs, one must match; empty: any
    std::vector<std::string> formats;               ///< "netcdf", "zarr", "kerchunk", "icechunk"; empty: any
    std::map<std::string, std::string> attributes;  ///< global attribute -> pattern
    std::map<std::string, std::string> variables;   ///< attribute that one variable must have -> pattern

    bool hold_for(const Content& content) const;
};

/// Those of a preset that is part of the program; nullopt: the conditions of its rules are all it says.
std::optional<RecogniseRules> recognise_rules_of(const std::string& preset);

}  // namespace cairn
