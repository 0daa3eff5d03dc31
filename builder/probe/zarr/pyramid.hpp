// Pyramids whose levels are stores beside each other in a folder: "x.levels/0.zarr", "1.zarr", ... as xcube writes them
// (https://xcube.readthedocs.io, "Multi-Resolution Datasets"). Level 0 is the finest; instead of it there may be
// "0.link", a text with the path of the store that it is, beginning at the folder. The folder itself need not be a
// store.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/outcome.hpp"
#include "builder/probe/folder_look.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// Whether a folder is such a pyramid, by its name ("*.levels") or by xcube's ".zlevels" or "0.link", whose first level
/// in the folder is of Zarr v2 (v3).
bool is_pyramid_of_v2(const FolderLook& folder);
bool is_pyramid_of_v3(const FolderLook& folder);

/// What "0.link" of a folder of this machine names, as an absolute path; nullopt: there is no such file, or it names no
/// folder.
std::optional<std::string> base_of_pyramid(const std::string& folder);

/// The levels as groups of one store, with a document for the root where the folder has none. `base`: below `root`, the
/// folder that level 0 is read from; empty: it lies with the others, and `root` may be null.
std::unique_ptr<KeyStore> levels_as_store(std::unique_ptr<KeyStore> folder, std::unique_ptr<KeyStore> root,
                                          std::string base);

/// The name of the group of level 0.
inline constexpr const char* k_finest_level = "0.zarr";

}  // namespace cairn::zarr
