// The JSON files of a folder.
#pragma once

#include <string>
#include <vector>

#include "validator/finding.hpp"

namespace cairn::validate {

struct TreeFiles {
    std::vector<std::string> paths;  ///< of *.json, below the folder, with '/', sorted
    std::vector<Finding> problems;   ///< folders that cannot be read
};

/// Symbolic links are not followed, names that begin with '.' are not looked at.
TreeFiles walk_tree(const std::string& folder);

}  // namespace cairn::validate
