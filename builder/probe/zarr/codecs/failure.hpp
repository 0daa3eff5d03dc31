// What ends the decoding of a chunk early. Stays within probe/zarr: read_values returns it as a value.
#pragma once

#include <string>

namespace cairn::zarr {

/// The chunk contradicts itself or the metadata: what was found, and what was expected.
struct Damage {
    std::string what;
};

/// The chunk may be well, but is not read.
struct Unsupported {
    enum class Why { unknown_codec, limit, other };

    std::string what;
    Why why = Why::unknown_codec;
};

}  // namespace cairn::zarr
