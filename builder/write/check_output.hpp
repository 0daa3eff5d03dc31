// Whether a folder may be the output folder of a run: looked at before anything is read or written.
#pragma once

#include <string>
#include <vector>

#include "base/file_id.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

struct OutputRequest {
    std::string out;
    std::vector<std::string> archives;  ///< roots
    bool adopt = false;                 ///< a tree without a manifest may be taken over
};

/// Throws std::invalid_argument, which says what to do, when OUT is no folder, equals or contains an archive, lies in
/// one without being empty or cairn's own, holds files but no manifest (without `adopt`), or holds foreign things at
/// the names that every catalog has. Archives are known by path, by device and inode, and by what is mounted where.
void check_output(const Filesystem& filesystem, const OutputRequest& request);

/// Whether a path that is not there yet, or one that is, lies in a folder or is it: by path, by device and inode of the
/// folders above it, and by place on the device.
bool lies_in(const Filesystem& filesystem, const std::string& path, const std::string& folder);

/// What a walk over archives must keep out of: OUT, and what an earlier version left beside it, whatever leads there.
struct HiddenFolders {
    std::vector<FileId> ids;         ///< the folders, and mounts of them or of parts of them
    std::vector<std::string> paths;  ///< resolved
};
HiddenFolders hidden_folders(const Filesystem& filesystem, const std::string& out);

}  // namespace cairn
