// What the headers of some files of an archive say, as far as it helps to tell its convention.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/storage/web_storages.hpp"
#include "builder/config/config.hpp"
#include "builder/model/source.hpp"
#include "builder/model/stated_attributes.hpp"

namespace cairn {

/// A source that was read.
struct Content {
    const Source* source = nullptr;  ///< never null
    StatedAttributes stated;
    std::vector<std::string> variables;  ///< names of all that are no dimension's own
    /// Attributes of variables: name and text.
    std::vector<std::pair<std::string, std::string>> of_variables;
};

/// Reads at most `most` of the sources, spread evenly. What cannot be read is left out. The sources must outlive the
/// result. `web`: serves the archive, and as many are read at once as may be asked for; null: it is a folder.
std::vector<Content> read_contents(const std::vector<Source>& sources, std::size_t most, const Config& config,
                                   WebStorages* web, const std::atomic<bool>& stop);

}  // namespace cairn
