// Where an output folder keeps what is no document.
#pragma once

#include <string>

namespace cairn {

/// OUT/.cairn holds the manifest, and during a run the lock, the manifest of the run, and the new tree where that
/// cannot lie beside OUT.
inline constexpr const char* k_own_folder = ".cairn";
inline constexpr const char* k_manifest = ".cairn/manifest";
inline constexpr const char* k_next_manifest = ".cairn/next";
inline constexpr const char* k_moved = ".cairn/moved.json";  ///< a file of the manifest as all others
inline constexpr const char* k_lock = ".cairn/lock";
inline constexpr const char* k_inner_staging = ".cairn/staging";

/// OUT.staging: the new tree beside OUT, where it can be exchanged with OUT as a whole.
inline std::string outer_staging_of(const std::string& out) { return out + ".staging"; }

}  // namespace cairn
