// What ends the reading of a file early. Stays within probe/hdf5: read_hdf5 returns it as a value.
#pragma once

#include <cstdint>
#include <string>

namespace cairn::hdf5 {

/// The file contradicts itself or the format: what was found, and what was expected.
struct Damage {
    std::uint64_t offset = 0;  ///< in the file
    std::string what;
};

/// The file is well, or may be, but uses what this reader does not know: another reader should be asked.
struct Unsupported {
    std::string reason;
};

/// The file is refused whoever reads it: links to other files, groups without end.
struct Refused {
    std::string code;  ///< "probe/..."
    std::string what;
};

}  // namespace cairn::hdf5
