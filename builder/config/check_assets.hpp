// Checks of what a configuration says of checksums and replicas.
#pragma once

#include "builder/config/config.hpp"
#include "builder/config/violations.hpp"

namespace cairn {

/// Archives that are not there, replicas that stand for nothing or are called alike, URLs that are none.
void check_assets(const Config& config, Violations& violations);

}  // namespace cairn
