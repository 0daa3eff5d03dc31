// Which Items of a Collection are versions of one dataset.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/group/collection_runs.hpp"

namespace cairn {

/// One Item among the versions of its dataset. Others are indices into CollectionRuns::items.
struct VersionPlace {
    std::string version;  ///< empty: it has none
    std::optional<std::size_t> predecessor;
    std::optional<std::size_t> successor;
    std::optional<std::size_t> latest;  ///< nullopt: it is the latest
};

/// The place of each Item of the Collection; none where no rule has versions. Versions of one dataset have ids by
/// VersionRules::facet that differ in that facet alone; an Item whose files do not agree on it has no version. Opens
/// nothing, depends on the entries alone.
std::vector<VersionPlace> version_places(const CollectionRuns& runs, const Config& config);

/// As people order versions: numbers by their value, "v9" before "v10"; what is equal then by its bytes.
bool version_precedes(std::string_view a, std::string_view b);

}  // namespace cairn
