// Publishing where the output folder cannot be exchanged as a whole: file by file.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/survey.hpp"

namespace cairn {

/// The disk failed in the middle: OUT holds documents of both trees. Every link of a published document leads to a
/// file, and the next run finishes.
struct PartlyPublished : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What stands where the documents of a new tree must go and is not cairn's own; sorted paths below OUT. A foreign
/// folder that documents must lie in is shared with its owner; a mount or a link is not.
std::vector<std::string> conflicts(const Filesystem& filesystem, const std::string& out, const Manifest& planned,
                                   const Survey& present);

/// Moves the files of a tree on the same file system into OUT, in an order in which a crash at any time leaves whole
/// what can be reached from the root catalog:
///
/// 1. OUT/.cairn/next names what is about to come, so that a next run knows it as cairn's;
/// 2. files with new names, deepest first: nothing published names them yet. When one of them cannot be placed, all are
///    taken away again, and OUT is as it was;
/// 3. files with known names, deepest first, one rename each: all that they link to is there by now, new or old;
/// 4. files with names that are no longer used, parents first: nothing published names them any more;
/// 5. OUT/.cairn/next becomes the manifest.
///
/// Files that have the right bytes already are left as they are. Throws
/// std::system_error when OUT is as it was, PartlyPublished after that.
void replace_files(Filesystem& filesystem, const std::string& tree, const std::string& out, const Manifest& planned,
                   const Survey& present);

}  // namespace cairn
