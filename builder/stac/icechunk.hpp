// Icechunk repositories as one asset, in the members that xpystac opens them by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"

namespace cairn {

/// The type in every spelling: nothing in a repository stands at the path of a group or of an array, so that whoever
/// took it for a Zarr store would find nothing.
inline constexpr std::string_view k_icechunk_type = "application/vnd.zarr+icechunk";

/// The type of references where `publish.store_types` asks for the spelling of the best-practice examples.
inline constexpr std::string_view k_kerchunk_type = "application/vnd.zarr+kerchunk";

bool is_icechunk(const Entry& store);

/// A store without a folder for each group: references and Icechunk repositories.
bool is_one_asset(const Entry& store);

/// "icechunk:branch" and "icechunk:snapshot_id": what the document describes. A client that opens the branch gets what
/// stands there when it opens it.
void add_icechunk(json::Value& asset, const Entry& store);

/// The folders that hold all files which virtual chunks lie in, as the repository spells them: one for each server or
/// bucket, "s3://bucket/prefix/". Sorted. Without secrets; without what a document may not link to.
std::vector<std::string> source_folders(const Entry& store);

}  // namespace cairn
