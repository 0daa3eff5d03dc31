// Files of ids that a configuration names, of any size.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

namespace cairn {

struct IdList {
    std::set<std::string, std::less<>> ids;
    std::uint64_t hash = 0;  ///< of the lines of all files
};

/// Adds those of a file: one id a line; '#' begins a comment at the beginning of a line and a version within one, as in
/// ESGF's map files, and what stands behind '|' (the node) is passed over. Throws std::runtime_error when it is no
/// regular file that can be read, or a line of it is of more than a MiB.
void add_ids_of(const std::string& path, IdList& list);

}  // namespace cairn
