// The disk as an interface: what the writer needs of a file system, so that tests can let any of it fail.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// A file being written. Closing is explicit, since it can fail; the destructor closes without a word (after an error).
class OutputFile {
  public:
    virtual ~OutputFile() = default;
    virtual void append(std::string_view bytes) = 0;
    virtual void close() = 0;
};

/// Every call throws std::system_error with the path in its message when it fails. Threads: safe, for different paths.
class Filesystem {
  public:
    virtual ~Filesystem() = default;
    virtual void create_folders(const std::string& path) = 0;                ///< with all parents; no error when present
    virtual std::unique_ptr<OutputFile> create(const std::string& path) = 0;  ///< truncates
    virtual void rename(const std::string& from, const std::string& to) = 0;
    virtual void exchange(const std::string& a, const std::string& b) = 0;    ///< atomically; both exist
    virtual void sync(const std::string& folder) = 0;                         ///< everything below it is on the disk
    virtual void remove_all(const std::string& path) = 0;                     ///< no error when absent
    virtual bool exists(const std::string& path) const = 0;
};

std::unique_ptr<Filesystem> make_posix_filesystem();

}  // namespace cairn
