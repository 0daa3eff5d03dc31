// What in an output folder is cairn's own, and what is not.
#pragma once

#include <set>
#include <string>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/retired.hpp"

namespace cairn {

/// What is cairn's by its own word. Throws std::invalid_argument when a file that says so is damaged.
struct Claim {
    bool has_manifest = false;
    Manifest last;    ///< of the last run that ended: own whatever the user made of the contents since
    Manifest next;    ///< of a run that was killed while it published: own when the digest is right
    Retired retired;  ///< documents that nothing links to any more: own as those of `last`

    bool is_last_or_retired(const std::string& path) const { return last.has(path) || retired.count(path) > 0; }
};
Claim claim_of(const Filesystem& filesystem, const std::string& folder);

/// The files that lie where cairn would write them, of a tree without a manifest (--adopt).
Claim adopted(const Filesystem& filesystem, const std::string& folder);

/// What is there. Paths are relative to the folder. Files of a claim that are gone, or became folders or links, are not
/// own.
struct Survey {
    Manifest own;
    /// Everything else: files, links, mounts, whole folders in which nothing is own (not entered).
    std::set<std::string> foreign;
    std::set<std::string> folders;  ///< those that files of the claim lie in, or lay in
};
Survey survey(const Filesystem& filesystem, const std::string& folder, const Claim& claim);

/// Removes the files of a claim and the folders that are empty then, the manifest last. False when something is left,
/// which is not cairn's; then the manifest stays, too.
bool remove_own(Filesystem& filesystem, const std::string& folder, const Survey& found);

/// Removes those of the folders, named relative to `folder`, that hold nothing.
void remove_empty_folders(Filesystem& filesystem, const std::string& folder, const std::set<std::string>& folders);

}  // namespace cairn
