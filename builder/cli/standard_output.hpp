// How standard output ended: it is written at the end of the program at the latest, and only then is known to be.
#pragma once

namespace cairn {

enum class StandardOutput {
    written,
    closed,  ///< whoever read it has left, as `head` does: no fault of the run
    failed   ///< a full disk, no standard output at all, ...
};

/// Writes what std::cout still holds.
StandardOutput finish_standard_output();

}  // namespace cairn
