// The disk as an interface: what the writer needs of a file system, so that tests can let any of it fail.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_id.hpp"
#include "builder/write/mounts.hpp"

namespace cairn {

/// A file being written. Closing is explicit, since it can fail; the destructor closes without a word (after an error).
class OutputFile {
  public:
    virtual ~OutputFile() = default;
    virtual void append(std::string_view bytes) = 0;
    virtual void close() = 0;
};

/// What stands at a path itself; symbolic links are not followed. `other`: a device, a FIFO, a socket.
enum class PathKind { absent, file, folder, link, other };

struct DiskMember {
    std::string name;
    PathKind kind;
};

/// What tells a file that was written from one that was changed or replaced since, without reading it.
struct FileState {
    std::uint64_t size_bytes = 0;
    std::int64_t mtime_ns = 0;  ///< since 1970
    std::uint64_t inode = 0;
    auto operator<=>(const FileState&) const = default;
};

/// 64 files take as long one by one as a sync of the file system takes that others write to (docs/output.md).
inline constexpr std::size_t k_synced_one_by_one = 64;

/// Every call throws std::system_error with the path in its message when it fails. Threads: safe, for different paths.
class Filesystem {
  public:
    virtual ~Filesystem() = default;
    virtual void create_folders(const std::string& path) = 0;  ///< with all parents; no error when present
    virtual std::unique_ptr<OutputFile> create(const std::string& path) = 0;  ///< truncates; the folder must be there
    virtual void rename(const std::string& from, const std::string& to) = 0;  ///< replaces a file at `to`
    /// Replaces nothing: std::errc::file_exists when there is something at `to`.
    virtual void rename_new(const std::string& from, const std::string& to) = 0;
    /// A second name of a file (a hard link); where the file system has none, a copy with the time of the file.
    virtual void link_or_copy(const std::string& from, const std::string& to) = 0;
    /// These files and folders are on the disk; `top` is a folder of the same file system. Of more than
    /// k_synced_one_by_one paths it does not matter which they are: the whole file system is synced.
    virtual void sync(const std::string& top, const std::vector<std::string>& paths) = 0;
    virtual void remove_file(const std::string& path) = 0;    ///< no error when absent; a link is removed, not followed
    virtual bool remove_folder(const std::string& path) = 0;  ///< false when it is not empty, or absent
    /// With all below; no error when absent. Refuses (device_or_resource_busy) where a mount is at or below the path.
    virtual void remove_all(const std::string& path) = 0;

    virtual PathKind kind_of(const std::string& path) const = 0;
    virtual std::optional<FileState> state_of(const std::string& path) const = 0;       ///< nullopt: no regular file
    virtual std::vector<DiskMember> members_of(const std::string& folder) const = 0;  ///< sorted by name
    virtual std::string read(const std::string& path) const = 0;                        ///< all of a file
    /// The status of what the path leads to, through links; nullopt when there is nothing.
    virtual std::optional<FileId> id_of(const std::string& path) const = 0;
    /// Absolute, without symbolic links as far as something is there, and without final slashes.
    virtual std::string resolved(const std::string& path) const = 0;
    virtual Mounts mounts() const = 0;

    bool exists(const std::string& path) const { return kind_of(path) != PathKind::absent; }
};

std::unique_ptr<Filesystem> make_posix_filesystem();

/// "a//" -> "a"; "/" stays.
std::string without_final_slashes(std::string path);
/// "/a/b" -> "/a", "/a" -> "/", "a" -> "".
std::string folder_of(const std::string& path);

}  // namespace cairn
