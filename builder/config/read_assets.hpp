// What a configuration says of assets: where they stand, their checksums and replicas.
#pragma once

#include <string>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn {

/// `assets`: the member of the configuration. `folder`: what relative paths are relative to. The archives of `config`
/// have been read.
void read_assets(const json::Value& assets, const std::string& folder, Config& config);

}  // namespace cairn
