// The netCDF and HDF5 files of this machine that tests may read, found by their first bytes.
#pragma once

#include <string>
#include <vector>

#include "builder/model/source.hpp"

namespace cairn::test {

/// Below `folder`, in order of path; nothing when there is no such folder.
std::vector<Source> netcdf_files_below(const std::string& folder);

/// "<project>/../shared/data", which may be absent.
std::string shared_data();

/// Children of this process, and its open descriptors: what a reader may leak.
struct Resources {
    std::size_t children = 0;
    std::size_t descriptors = 0;
    bool operator==(const Resources&) const = default;
};
Resources resources_in_use();

}  // namespace cairn::test
