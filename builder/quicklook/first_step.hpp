// The values of one variable at the first place of all dimensions but those of the map, out of files and stores.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "builder/model/dataset.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/quicklook/map_choice.hpp"

namespace cairn::quicklook {

/// More cells than this are not drawn: some 24 bytes each are held.
constexpr std::uint64_t k_most_cells = 32ULL << 20;

struct FirstStep {
    Dataset dataset;  ///< with the values of its coordinates; those of the chosen variable are its first step
    MapChoice choice;
};

/// Reads the chunks that the first step needs, of netCDF and HDF5 files and of Zarr stores. Else why not, in words.
/// Throws std::system_error when the disk fails, TimeIsUp when `limits` says so. Threads: any number.
std::variant<FirstStep, std::string> read_first_step(const Source& source, const ReadLimits& limits,
                                                     const std::vector<std::string>& candidates);

}  // namespace cairn::quicklook
