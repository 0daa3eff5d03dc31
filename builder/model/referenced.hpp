// What a virtual store says of the files that its references point into, without a look at these files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "builder/model/dimension_id.hpp"

namespace cairn {

/// The elements [begin, end) of one dimension that the chunks of one source cover.
struct IndexRange {
    DimensionId dimension;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool operator==(const IndexRange&) const = default;
};

/// One file that references point into.
struct ReferencedSource {
    std::string url;                 ///< as the references spell it, templates expanded
    std::uint64_t bytes = 0;         ///< referenced of it; whole files count 0
    std::vector<IndexRange> covers;  ///< hulls, of the dimensions of the arrays that have more than one chunk; in order
};

}  // namespace cairn
