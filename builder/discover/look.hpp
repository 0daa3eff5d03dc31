// One look at one file, and one at one folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "builder/discover/findings.hpp"
#include "builder/discover/recollection.hpp"
#include "builder/discover/selection.hpp"

namespace cairn {

/// Opens a file and says in `found` what it is: a source, a file of another format, or a problem. Its id goes to
/// `found.taken`. A source that `recollection` knows (nullptr: none) is not opened.
void look_at_file(const ArchivePath& file, std::size_t archive_index, const Recollection* recollection,
                  Findings& found);

/// A folder that is a store, as a source.
void take_store(const ArchivePath& folder, Format format, std::size_t archive_index, Findings& found);

/// Reports a last component that is not UTF-8.
void warn_about_name(const std::string& path, Findings& found);

/// The members of a folder by kind, those that the globs do not want already left out.
struct Listing {
    std::optional<Format> store;  ///< the folder is a store: nothing else is listed
    std::vector<ArchivePath> files;
    std::vector<ArchivePath> folders;
    std::vector<FolderLink> folder_links;
    std::vector<Candidate> file_links;
    std::uint64_t files_left_out = 0;
    bool something_left_out = false;
    bool is_unreadable = false;  ///< not all of it was listed, which is said
};

/// Lists a folder. Problems: a folder that cannot be read, links that lead nowhere, names that are not UTF-8.
Listing list_folder(const ArchivePath& folder, const Selection& selection, Findings& found);

}  // namespace cairn
