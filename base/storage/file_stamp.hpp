// What a stat tells of the contents of a file: as long as it is the same, so are they.
#pragma once

#include <cstdint>

struct stat;

namespace cairn {

/// The device is not among it: file systems get other numbers each time they are mounted.
struct FileStamp {
    std::uint64_t size_bytes = 0;
    std::int64_t modified_ns = 0;  ///< since 1970-01-01T00:00Z, of the contents
    std::int64_t changed_ns = 0;   ///< of the contents or of what is known of them: programs cannot set it
    std::uint64_t inode = 0;
    bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const struct stat& status);

/// Whether a later change of the file must show in its stamp. A file that was written to within the last tick of its
/// file system's clock may be written to again in the same tick: its stamp says nothing yet. The tick is two seconds
/// where times have no fractions (old NFS, FAT), else 20 milliseconds. Times in the future say nothing either.
bool is_settled(const FileStamp& stamp, std::int64_t now_ns);

}  // namespace cairn
