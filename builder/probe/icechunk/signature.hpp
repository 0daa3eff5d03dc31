// Icechunk repositories by the magic of their files.
#pragma once

#include "builder/probe/folder_look.hpp"

namespace cairn::icechunk {

bool is_version_2(const FolderLook& folder);  ///< by `repo`, the one file that says all
bool is_version_1(const FolderLook& folder);  ///< by any file in `snapshots`, beside a folder `refs` of branches

}  // namespace cairn::icechunk
