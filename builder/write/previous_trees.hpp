// The trees before this one, of which only that is kept in which they differ from their successors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/write/filesystem.hpp"
#include "builder/write/manifest.hpp"

namespace cairn {

/// OUT/.cairn/previous/NUMBER: `manifest` (of that tree), `replaced_at` (seconds since 1970), and below `tree` the
/// documents that the next tree has no more, or in other bytes.
struct PreviousTree {
    std::uint64_t number = 0;
    std::int64_t replaced_at_s = 0;
    Manifest manifest;
};

/// Sorted by number: the oldest first. What has no such form is passed over.
std::vector<std::uint64_t> previous_numbers(const Filesystem& filesystem, const std::string& out);
/// Throws std::invalid_argument when its files are damaged.
PreviousTree previous_tree(const Filesystem& filesystem, const std::string& out, std::uint64_t number);

/// Prepares OUT/.cairn/staging/previous: second names of the documents `going`, which cost nothing but their names.
void stage_previous(Filesystem& filesystem, const std::string& out, const Manifest& manifest,
                    const std::vector<std::string>& going, std::int64_t now_s);

/// Removes all but the newest `count`.
void remove_old_previous(Filesystem& filesystem, const std::string& out, std::size_t count);

/// Where the bytes lie that a path had in the tree `number`: the first of that tree and its successors that kept them.
/// Empty: the path has not changed since.
std::string kept_file(const Filesystem& filesystem, const std::string& out, const std::vector<std::uint64_t>& numbers,
                      std::uint64_t number, const std::string& path);

}  // namespace cairn
