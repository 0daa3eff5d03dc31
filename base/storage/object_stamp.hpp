// Objects of storages, and what is kept of them to know them again.
#pragma once

#include "base/storage/file_stamp.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// The stamp that stands for an object in a state: its size, its time, and a hash of its version in the place of the
/// inode. The time of its last possible change is at the end of the tick in which the storage says that it was changed;
/// for what has neither time nor version it never comes, so that no such stamp is ever settled (file_stamp.hpp).
FileStamp stamp_of(const ObjectStat& stat);

/// Whether the stamp shows a change: a size with a version or a time.
bool tells_changes(const ObjectStat& stat);

}  // namespace cairn
