// The disk as an interface: what the writer needs of a file system, so that tests can let any of it fail.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace cairn {

/// A file being written. Closing is explicit, since it can fail; the destructor closes without a word (after an error).
class OutputFile {
  public:
    virtual ~OutputFile() = default;
    virtual void append(std::string_view bytes) = 0;
    virtual void close() = 0;
};

/// What stands at a path, symbolic links followed. `other`: a file, a device, a dangling link.
enum class PathKind { absent, other, empty_folder, folder };

/// Every call throws std::system_error with the path in its message when it fails. Threads: safe, for different paths.
class Filesystem {
  public:
    virtual ~Filesystem() = default;
    virtual void create_folders(const std::string& path) = 0;  ///< with all parents; no error when present
    virtual std::unique_ptr<OutputFile> create(const std::string& path) = 0;  ///< truncates; the folder must be there
    /// Replaces a file or an empty folder of the same kind at `to`.
    virtual void rename(const std::string& from, const std::string& to) = 0;
    /// Atomically; both exist. std::errc::not_supported where the file system cannot do that.
    virtual void exchange(const std::string& a, const std::string& b) = 0;
    virtual void sync(const std::string& folder) = 0;      ///< everything below it is on the disk
    virtual void remove_all(const std::string& path) = 0;  ///< no error when absent; links are removed, not followed
    virtual PathKind kind_of(const std::string& path) const = 0;
    /// The path without final slashes, and without symbolic links when something is there.
    virtual std::string resolved(const std::string& path) const = 0;

    bool exists(const std::string& path) const { return kind_of(path) != PathKind::absent; }
};

std::unique_ptr<Filesystem> make_posix_filesystem();

/// "a//" -> "a"; "/" stays.
std::string without_final_slashes(std::string path);

}  // namespace cairn
