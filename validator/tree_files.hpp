// Where the files of a catalog lie: in its folder, or while it is being published some of them in a second one.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "validator/folder_names.hpp"
#include "validator/read_file.hpp"
#include "validator/walk_tree.hpp"

namespace cairn::validate {

/// What a path of the tree stands for on the disk.
enum class OnDisk { nothing, file_or_folder, special, outside };

/// Threads: const access from any number of threads.
class TreeFiles {
  public:
    /// All files of the folder, but for those that `.cairn/retired` names: nothing links to them any more. Where
    /// `.cairn/journal` says that a tree is being published, what lies in `.cairn/staging/tree` stands in the place of
    /// what the folder has: that is the tree that will be there, whatever happens.
    static TreeFiles published(std::string folder);
    /// A tree that is to be published: these files alone (below the folder, sorted), in `changed` or else in `folder`.
    static TreeFiles coming(std::string folder, std::string changed, std::vector<std::string> paths);

    const std::string& folder() const { return m_folder; }
    /// The JSON files, and what is wrong with folders.
    FoundFiles list(const std::atomic<bool>& stop) const;
    FileText read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const;
    OnDisk look(const std::string& path) const;
    bool is_file(const std::string& path) const;
    /// The path without symbolic links, below the tree; nullopt when there is nothing or it leaves the tree.
    std::optional<std::string> real_path(const std::string& path) const;

  private:
    explicit TreeFiles(std::string folder);
    std::string place_of(const std::string& path) const;
    bool is_planned(const std::string& path) const;

    std::string m_folder;
    FolderNames m_names;        ///< of m_folder; asked only where no other folder is in play
    std::string m_real_folder;  ///< without symbolic links, ends with '/'; empty: it cannot be said
    std::string m_changed;      ///< empty: all is in m_folder
    std::string m_real_changed;
    std::set<std::string> m_passed_over;              ///< retired
    std::optional<std::vector<std::string>> m_paths;  ///< when no others count
};

}  // namespace cairn::validate
