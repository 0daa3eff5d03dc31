// What a group contains: a symbol table (specification III.B to III.D, IV.A.2.r), link messages (IV.A.2.g) or links in
// a heap (IV.A.2.c).
#pragma once

#include <string>
#include <vector>

#include "builder/probe/hdf5/object_header.hpp"

namespace cairn::hdf5 {

struct Link {
    enum class Kind : std::uint8_t { hard, soft, external, other };

    std::string name;
    Kind kind = Kind::hard;
    std::uint64_t address = k_undefined;  ///< of a hard one
    std::string target;                   ///< of a soft one; the other file of an external one
    std::uint64_t creation_order = 0;
    std::uint64_t file_offset = 0;
};

bool is_group(const ObjectHeader& header);

/// In the order in which they were made, where the group remembers it; else by name.
std::vector<Link> links_of(File& file, const ObjectHeader& header);

}  // namespace cairn::hdf5
