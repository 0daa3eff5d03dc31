// The extensions of ESGF's transaction API: CMIP6 v3.0.4, CMIP7 v3.0.6 and CORDEX-CMIP6 v3.1.2
// (https://esgf.github.io/stac-transaction-api).
#pragma once

#include <cstdint>
#include <optional>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"
#include "builder/model/cube.hpp"
#include "builder/model/instant.hpp"

namespace cairn::extensions {

/// What is known of an Item beside its own members.
struct EsgfItem {
    const Cube& cube;
    std::uint64_t size_bytes = 0;       ///< of all files of the Item
    bool is_latest = true;              ///< no version of the dataset is newer
    std::optional<UtcInstant> created = std::nullopt;  ///< of the first of its files; nullopt: none says it
    std::optional<UtcInstant> updated = std::nullopt;  ///< of the last of its files
};

/// Gives an Item the members of its project, in place of the facets of the same names: "cmip6:experiment_id" for
/// experiment_id, lists where the extension has lists, and what follows from the files: `size`, `created`, `updated`,
/// `latest`, `retracted`, the name, long name and unit of the variable that `variable_id` names, `protocol` and
/// `created` of the assets. What a template wrote stays. The extension is listed, with those that it demands beside it,
/// when all members that it requires are there; else a note says which are missing, and it is not.
void add_esgf(json::Value& item, Esgf project, const EsgfItem& known);

}  // namespace cairn::extensions
