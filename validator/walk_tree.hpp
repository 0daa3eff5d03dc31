// The JSON files of a folder.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "validator/finding.hpp"

namespace cairn::validate {

struct FoundFiles {
    std::vector<std::string> paths;  ///< of *.json, below the folder, with '/', sorted
    std::vector<Finding> problems;   ///< folders that cannot be read, or were met before; documents that are no files
};

/// Symbolic links are not followed, names that begin with '.' are not looked at. A folder that is mounted within itself
/// is listed once. Throws Interrupted when `stop` is set.
FoundFiles walk_tree(const std::string& folder, const std::atomic<bool>& stop);

}  // namespace cairn::validate
