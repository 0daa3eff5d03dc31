// A file of the web on the disk, for programs that read nothing else.
#pragma once

#include <string>

#include "base/storage/object_bytes.hpp"

namespace cairn {

/// Lies in $TMPDIR (else /tmp) under a name that nobody else has, and is removed in the end.
class LocalCopy {
  public:
    /// Fetches all of an object, in pieces of 8 MiB. Throws StorageError, also when it is larger than place.largest_whole (`too_large`), and
    /// std::system_error when the disk fails.
    explicit LocalCopy(const ObjectPlace& place);
    ~LocalCopy();
    LocalCopy(const LocalCopy&) = delete;
    LocalCopy& operator=(const LocalCopy&) = delete;

    const std::string& path() const { return m_path; }

  private:
    std::string m_path;
};

}  // namespace cairn
