// One look at one file, and one at one folder, of an archive on the web.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/storage/listed_folder.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/discover/findings.hpp"
#include "builder/discover/recollection.hpp"

namespace cairn {

/// An object of the archive, as its listing has it.
struct ArchiveObject {
    ArchivePath at;
    std::string key;  ///< in its storage
    ObjectStat stat;
};

/// Threads: safe.
class WebLook {
  public:
    /// `root`: where the archive is served from. `recollection`: what need not be opened; null: all is looked at.
    WebLook(const Archive& archive, std::size_t archive_index, ObjectPlace root, WebStorages& web,
            const Recollection* recollection);

    const ObjectPlace& root() const { return m_root; }
    /// Paths below the archive's root; empty: the root.
    ArchivePath place_of(const std::string& below_root) const;
    std::string key_of(const std::string& below_root) const;

    /// What the storage lists in a folder; with the path below the root at which it does.
    Answer<ListedFolder> list(const std::string& folder) const;
    /// The format of the store that a folder is by the names in it. Where everything in sight is a folder or a chunk,
    /// names that listings hide are asked for, and added to `members`.
    std::optional<Format> store_in(const std::string& folder, std::vector<FolderMember>& members) const;
    /// The same by the names that stores have, of a folder that nobody lists.
    std::optional<Format> store_unlisted() const;

    /// Says in `found` what a file is, as look_at_file does.
    void look_at(ArchiveObject file, Findings& found) const;
    /// A folder that is a store, as a source.
    void take_store(const std::string& folder, Format format, Findings& found) const;

  private:
    ObjectPlace object_at(std::string key) const;
    bool may_hide_a_store(const std::string& folder, const std::vector<FolderMember>& members) const;
    void add_hidden(const std::string& folder, std::vector<FolderMember>& members) const;
    void look_at_listed(ArchiveObject& file, Findings& found) const;

    const Archive& m_archive;
    std::size_t m_index;
    ObjectPlace m_root;
    bool m_hides_names;  ///< listings are pages of servers, which leave out names that begin with a dot
    WebStorages& m_web;
    const Recollection* m_recollection;
};

}  // namespace cairn
