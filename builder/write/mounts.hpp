// Which parts of the folder tree are file systems of their own, and which folders are seen at a second place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One mount, as a line of /proc/PID/mountinfo tells it (proc(5)).
struct Mount {
    std::string device;  ///< "major:minor" of the file system
    std::string root;    ///< the folder of that file system that is mounted
    std::string point;   ///< where it is mounted
};

/// A folder as its file system knows it, whatever it is mounted as: two paths with one place are one folder.
struct Place {
    std::string device;
    std::string path;
};

/// The mounts that this process sees. Paths are absolute and without symbolic links.
class Mounts {
  public:
    Mounts() = default;
    explicit Mounts(std::vector<Mount> own) : m_own(std::move(own)) {}

    bool has_point(std::string_view path) const;
    bool has_point_below(std::string_view folder) const;
    std::vector<std::string> points_below(std::string_view folder) const;
    Place place_of(std::string_view path) const;
    /// The points of this process at which the folder, or one below it, is mounted.
    std::vector<std::string> points_of(std::string_view folder) const;

  private:
    std::vector<Mount> m_own;
};

/// The mounts of this process alone. Throws std::system_error when /proc/self/mountinfo cannot be read: without it no
/// mount can be kept from.
Mounts read_mounts();
std::vector<Mount> parse_mountinfo(std::string_view text);

/// Whether `path` is `folder` or lies below it; both absolute, without final slashes.
bool is_at_or_below(std::string_view path, std::string_view folder);

}  // namespace cairn
