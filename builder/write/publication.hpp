// The last step of a build: what lies in OUT/.cairn/staging becomes the tree of OUT, as the journal says.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "builder/write/filesystem.hpp"
#include "builder/write/journal.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

/// The disk failed in the middle: OUT holds documents of both trees. Every link of a published document leads to a
/// file, and the next run finishes.
struct PartlyPublished : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Which paths below OUT are reached through folders of OUT alone, not through links or mounts, behind which all is
/// foreign. Looks at each folder once, as long as there are not too many to remember.
class RealPaths {
  public:
    RealPaths(const Filesystem& filesystem, const std::string& out);
    bool has_real_folder(const std::string& path);   ///< all folders above the path are there, and real
    bool is_folder_free(const std::string& folder);  ///< it, and those above it, are real or not there
    bool is_own_file(const std::string& path);

  private:
    PathKind kind_of_folder(const std::string& folder);

    const Filesystem& m_filesystem;
    const std::string& m_out;
    Mounts m_mounts;
    std::map<std::string, PathKind> m_known;
};

/// Carries a journal out. A crash at any time leaves every link of every document that can be reached from the root
/// catalog whole, and each step can be done again: the next run begins at the first and ends with the new tree.
///
/// 1. `place_new`: files with new names, deepest first, and new folders as a whole: nothing published names them yet;
/// 2. `finish`: files with known names, deepest first, one rename each: all that they link to is there by now, new or
///    old; then the manifest; then documents whose grace period is over go, parents first: nothing published has named
///    them for so long; then the journal.
///
/// What was synced when: before 1 the staging folder, then the journal; after 1, before and after the removals, the
/// folders in which names changed.
class TreePublication {
  public:
    TreePublication(Filesystem& filesystem, const std::string& out, const Journal& journal);

    /// Throws std::system_error, or std::runtime_error where something foreign came to be at one of the names.
    void place_new();
    /// After place_new failed: all back into the staging folder, the journal away. When that fails, too, the next run
    /// finishes what the journal says.
    void take_back();
    /// Throws as place_new.
    void finish();

  private:
    void place(const std::string& path);
    bool place_folder(const std::string& folder);
    void replace(const std::string& path);
    void move_own(const char* from, const char* to);
    void keep_previous();
    void remove_expired();
    void sync_folders_of(const std::vector<std::string>& paths, std::vector<std::string> more = {});
    std::string at(const std::string& path) const { return m_out + '/' + path; }
    std::string staged(const std::string& path) const;

    Filesystem& m_filesystem;
    const std::string& m_out;
    const Journal& m_journal;
    RealPaths m_real;
};

/// What stands where documents must go and is not cairn's own; sorted paths below OUT. `tree`: all documents, whose
/// folders must be real; `paths`: those that must be written; `is_own` says what of them may be replaced. A foreign
/// folder that documents must lie in is shared with its owner; a mount or a link is not.
std::vector<std::string> conflicts(const Filesystem& filesystem, const std::string& out, const Manifest& tree,
                                   const PathSet& paths, const std::function<bool(const std::string& path)>& is_own);

/// All folders below OUT that the paths lie in, children first; no more than a few above the limit.
std::vector<std::string> folders_of(const std::vector<std::string>& paths,
                                    std::size_t limit = std::numeric_limits<std::size_t>::max());

}  // namespace cairn
