// Archives for tests of the walk, and its results as text.
#pragma once

#include <string>
#include <vector>

#include "builder/discover/walk.hpp"
#include "tests/support/temp_folder.hpp"

namespace cairn::test {

inline const std::string k_classic = std::string("CDF\x01") + std::string(28, '\0');

Archive archive_of(const TempFolder& folder, std::vector<std::string> include = {},
                   std::vector<std::string> exclude = {});
WalkResult walk_serially(const Archive& archive);

/// Files that are neither sources nor problems.
std::uint64_t files_ignored(const WalkResult& result);
/// The relative paths, in order.
std::vector<std::string> paths_of(const WalkResult& result);
/// "code path" of each problem, the path below the folder.
std::vector<std::string> problems_of(const WalkResult& result, const TempFolder& folder);
/// All that the result says, for comparing two of them.
std::string text_of(const WalkResult& result);

using Strings = std::vector<std::string>;

}  // namespace cairn::test
