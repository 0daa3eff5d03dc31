// What all documents of one run need.
#pragma once

#include "builder/config/config.hpp"
#include "builder/stac/links.hpp"

namespace cairn {

inline constexpr std::string_view k_stac_version = "1.1.0";

struct Context {
    const Config& config;
    Linker linker;
};

}  // namespace cairn
