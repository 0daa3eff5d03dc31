// What ends the decoding of a chunk early. Stays within probe/zarr: read_values returns it as a value.
#pragma once

#include <string>

namespace cairn::zarr {

/// The chunk contradicts itself or the metadata: what was found, and what was expected.
struct Damage {
    std::string what;
};

/// The chunk may be well, but needs what this version does not know.
struct Unsupported {
    std::string what;
};

}  // namespace cairn::zarr
