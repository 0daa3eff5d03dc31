// What a walk keeps out of: the folders that this program itself writes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/file_id.hpp"

namespace cairn {

/// Folders are met on their own paths and at mount points, which their ids tell, and through symbolic links, which may
/// lead to anything in them: that the resolved path tells.
struct Hidden {
    std::vector<FileId> ids;
    std::vector<std::string> paths;  ///< absolute, without symbolic links

    bool has(FileId id) const;
    /// Whether a symbolic link leads to a hidden folder or into it.
    bool is_behind(const std::string& link) const;
};

}  // namespace cairn
