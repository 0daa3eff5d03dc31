// Which documents the root leads to.
#pragma once

#include <string>
#include <vector>

#include "validator/tree.hpp"

namespace cairn::validate {

enum class Reached : char {
    no,       ///< an orphan
    as_data,  ///< only an asset or a `store` link leads to it: a file of the archive, not a document
    as_document,
};

/// In the order of `tree.records()`. Without a root everything is reached.
std::vector<Reached> reach(const Tree& tree);

/// Files below the tree that documents link to as documents, and that are no records yet (another ending than .json).
struct LinkedFiles {
    std::vector<std::string> paths;  ///< without symbolic links, sorted
    Aliases aliases;                 ///< those of the tree, and the new ones
};

/// A file is what it is by its path without symbolic links: by the paths that are written in links, one link to `.`
/// would make a new document of each at every look. Files of one inode stay apart: their relative links differ.
LinkedFiles linked_files(const Tree& tree);

}  // namespace cairn::validate
