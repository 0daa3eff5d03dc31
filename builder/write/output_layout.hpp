// Where an output folder keeps what is no document.
#pragma once

#include <string>

namespace cairn {

/// OUT/.cairn holds the manifest with what belongs to it, and during a run the lock, the documents that are coming and
/// the journal of their publication (docs/output.md says what each file is for).
inline constexpr const char* k_own_folder = ".cairn";
inline constexpr const char* k_manifest = ".cairn/manifest";
inline constexpr const char* k_retired = ".cairn/retired";
inline constexpr const char* k_states = ".cairn/states";
inline constexpr const char* k_records = ".cairn/records";  ///< kept/known_records.hpp
inline constexpr const char* k_previous = ".cairn/previous";
inline constexpr const char* k_journal = ".cairn/journal";
inline constexpr const char* k_moved = ".cairn/moved.json";  ///< a file of the manifest as all others
inline constexpr const char* k_lock = ".cairn/lock";

inline constexpr const char* k_staging = ".cairn/staging";
inline constexpr const char* k_staged_tree = ".cairn/staging/tree";
inline constexpr const char* k_staged_manifest = ".cairn/staging/manifest";
inline constexpr const char* k_staged_retired = ".cairn/staging/retired";
inline constexpr const char* k_staged_states = ".cairn/staging/states";
inline constexpr const char* k_staged_journal = ".cairn/staging/journal";
inline constexpr const char* k_staged_beside = ".cairn/staging/beside";
inline constexpr const char* k_staged_previous = ".cairn/staging/previous";

/// The manifest of a tree that an earlier version of cairn was about to publish.
inline constexpr const char* k_next_manifest = ".cairn/next";
/// OUT.staging: where earlier versions made the new tree.
inline std::string outer_staging_of(const std::string& out) { return out + ".staging"; }

}  // namespace cairn
