// The extensions of ESGF's transaction API: CMIP6 v3.0.4 and CMIP7 v3.0.6
// (https://esgf.github.io/stac-transaction-api).
#pragma once

#include <cstdint>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"
#include "builder/model/cube.hpp"

namespace cairn::extensions {

/// Gives an Item the members of its project, in place of the facets of the same names: "cmip6:experiment_id" for
/// experiment_id, lists where the extension has lists, and what follows from the files: `size`, the name, long name and
/// unit of the variable that `variable_id` names, `protocol` and `created` of the assets. `size_bytes`: of all files of
/// the Item. The extension is listed, with those that it demands beside it, when all members that it requires are
/// there; else a note says which are missing, and it is not.
void add_esgf(json::Value& item, Esgf project, const Cube& cube, std::uint64_t size_bytes);

}  // namespace cairn::extensions
