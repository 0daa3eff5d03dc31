// The shape of a dataset or attribute (specification IV.A.2.b).
#pragma once

#include <cstdint>
#include <vector>

#include "builder/probe/hdf5/cursor.hpp"

namespace cairn::hdf5 {

struct Dataspace {
    enum class Kind { scalar, simple, null };

    Kind kind = Kind::scalar;
    std::vector<std::uint64_t> sizes;
    std::vector<std::uint64_t> largest;  ///< k_undefined: unlimited; as long as `sizes`

    std::uint64_t count() const;  ///< of elements; saturates
};

Dataspace decode_dataspace(Cursor body);

}  // namespace cairn::hdf5
