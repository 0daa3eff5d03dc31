// What a configuration says beside archives and rules: policies, publish, assets, scan, limits, buckets.
#pragma once

#include <string>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn {

/// `folder`: what relative paths are relative to.
void read_settings(const json::Value& json, const std::string& folder, Config& config);

}  // namespace cairn
