// The file of coasts that the page in the browser draws, embedded.
#pragma once

#include <string_view>
#include <vector>

namespace cairn::quicklook {

struct LandFile {
    std::string_view name;
    std::string_view bytes;
};

/// One: a module of JavaScript that exports a TopoJSON topology.
const std::vector<LandFile>& land_files();

}  // namespace cairn::quicklook
