// Files that are opened below a folder and nowhere else, whatever links say.
#pragma once

#include <string>

#include "base/descriptor.hpp"

namespace cairn {

/// Opens what is below the folder `root` (a descriptor); not open: errno says why, EXDEV or ELOOP for a link that leads
/// out. Kernels before 5.6 and sandboxes without openat2 follow no symbolic link at all.
Descriptor open_beneath(int root, const std::string& key, int flags);

}  // namespace cairn
