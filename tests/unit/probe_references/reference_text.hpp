// One small valid reference set, of which tests change one thing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/references/locations.hpp"
#include "tests/support/temp_folder.hpp"

namespace cairn::test {

/// Metadata of "time" (4 steps, chunks of 2: 1, 2, 3, 4, inline) and "tas" (time, x: [4, 6] in chunks of [2, 3]) as
/// members of "refs", without a comma at the end. Of a key that is given again the last value counts.
std::string metadata_members();

/// Version 1: the metadata and these members of "refs".
std::string set_of(std::string_view references);

/// Reads `text` as "<folder>/set.json".
Outcome<Dataset> read_text(const TempFolder& folder, std::string_view text,
                           const references::Reachable& reachable = {});

/// Requires that the set can be described.
Dataset read_set(const TempFolder& folder, std::string_view text, const references::Reachable& reachable = {});

/// "code path-below-the-set message" a line.
std::string said_of(const Dataset& dataset);

const Variable& variable_of(const Dataset& dataset, std::string_view name);

/// "URL bytes dimension[begin,end) ..." a line.
std::string sources_of(const Dataset& dataset);

}  // namespace cairn::test
