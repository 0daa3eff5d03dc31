// What a file is, whatever path leads to it.
#pragma once

#include <sys/types.h>

#include <compare>

namespace cairn {

/// What tells two paths of one file or folder from two files.
struct FileId {
    dev_t device = 0;
    ino_t inode = 0;
    auto operator<=>(const FileId&) const = default;
};

}  // namespace cairn
