// One look at one file, and one at one folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/no_recall.hpp"
#include "builder/discover/findings.hpp"
#include "builder/discover/recollection.hpp"
#include "builder/discover/selection.hpp"

namespace cairn {

/// What tells of files that they need not, or must not, be opened.
struct KnownWithoutOpening {
    const Recollection* recollection = nullptr;  ///< nullptr: no source is known
    IsOffline is_offline;                        ///< empty: no file is on tape only
};

/// Opens a file and says in `found` what it is: a source, a file of another format, or a problem. Its id goes to
/// `found.taken`. A source that is known, or on tape only, is not opened.
void look_at_file(const ArchivePath& file, std::size_t archive_index, const KnownWithoutOpening& known,
                  Findings& found);

/// What an open file shows of what it is.
struct LookedAt {
    FileStamp stamp;
    std::optional<Format> format;
    std::string first_bytes;  ///< k_signature_bytes of them, where there is no format
};

/// The same of a file that somebody else opened.
void take_file(const ArchivePath& at, std::size_t archive_index, const LookedAt& file, Findings& found);

/// A folder that is a store, as a source.
void take_store(const ArchivePath& folder, Format format, std::size_t archive_index, Findings& found);

/// What is wrong with a folder called *.zarr that is no store.
inline constexpr std::string_view k_hollow_store =
    "the name promises a Zarr store, but the folder holds no zarr.json, .zgroup, .zarray or .zmetadata: write the store "
    "again, or exclude it";

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
    bool is_offline_store = false;  ///< what would tell what the folder is, is on tape only: nothing is listed
    bool is_unreadable = false;     ///< not all of it was listed, which is said
};

/// Lists a folder. Problems: a folder that cannot be read, links that lead nowhere, names that are not UTF-8. `silent`:
/// folders that would not answer; they are listed, and not looked at.
Listing list_folder(const ArchivePath& folder, const Selection& selection, const IsOffline& is_offline,
                    const std::vector<std::string>& silent, Findings& found);

}  // namespace cairn
