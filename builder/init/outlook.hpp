// What a configuration makes of an archive: by a build that writes nothing, or by its rules alone.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/config/config.hpp"
#include "builder/init/content.hpp"
#include "builder/planned.hpp"

namespace cairn {

struct Outlook {
    Planned planned;
    std::vector<Problem> errors;
};

/// Builds without writing. The configuration has one archive.
Outlook outlook_of_build(const Config& config, std::size_t jobs, const std::atomic<bool>& stop);

/// Places the files that were read: ids and counts, no sizes and no sample.
Outlook outlook_of_rules(const Config& config, const std::vector<Content>& contents);

}  // namespace cairn
