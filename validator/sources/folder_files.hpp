// The files of a folder; while it is being published some of them lie in a second one.
#pragma once

#include <set>

#include "validator/folder_names.hpp"
#include "validator/sources/planned_files.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

class FolderFiles : public TreeFiles {
  public:
    /// All files of the folder, but for those that `.cairn/retired` names: nothing links to them any more. Where
    /// `.cairn/journal` says that a tree is being published, what lies in `.cairn/staging/tree` stands in the place of
    /// what the folder has: that is the tree that will be there, whatever happens.
    static FolderFiles published(std::string folder);
    /// A tree that is to be published: these files alone, in `changed` or else in `folder`. `planned` must outlive it.
    static FolderFiles coming(std::string folder, std::string changed, const PlannedFiles& planned);
    /// What links lead to from one document of the folder, whatever else lies there.
    static FolderFiles linked_from(std::string folder, std::string root);

    FoundFiles list(const std::atomic<bool>& stop) const override;
    FileText read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const override;
    OnDisk look(const std::string& path) const override;
    bool is_file(const std::string& path) const override;
    std::optional<std::string> real_path(const std::string& path) const override;
    std::string root() const override { return m_root; }

  private:
    explicit FolderFiles(std::string folder);
    std::string place_of(const std::string& path) const;
    bool is_planned(const std::string& path) const;

    std::string m_folder;
    FolderNames m_names;        ///< of m_folder; asked only where no other folder is in play
    std::string m_real_folder;  ///< without symbolic links, ends with '/'; empty: it cannot be said
    std::string m_changed;      ///< empty: all is in m_folder
    std::string m_real_changed;
    std::string m_root;                       ///< empty: all files are documents
    std::set<std::string> m_passed_over;      ///< retired
    const PlannedFiles* m_planned = nullptr;  ///< when no others count
};

}  // namespace cairn::validate
