// What the headers of some files of an archive say, as far as it helps to tell its convention.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

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
/// result.
std::vector<Content> read_contents(const std::vector<Source>& sources, std::size_t most, const Config& config,
                                   const std::atomic<bool>& stop);

}  // namespace cairn
