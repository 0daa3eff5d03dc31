// Groups, dimensions, variables and attributes of a file that libnetcdf has open.
#pragma once

#include <vector>

#include "builder/model/dataset.hpp"

namespace cairn {

struct OpenDataset {
    Dataset dataset;                             ///< without values
    std::vector<int> group_ids;                  ///< libnetcdf's, of each group
    std::vector<std::vector<int>> variable_ids;  ///< libnetcdf's, of each group's variables
};

/// Thrown when a file has more groups than anybody reads, or deeper ones.
struct TooManyGroups {
    std::size_t found = 0;
    std::size_t depth = 0;
};

/// Throws NetcdfFailure and TooManyGroups.
OpenDataset read_header(int file_id);

}  // namespace cairn
