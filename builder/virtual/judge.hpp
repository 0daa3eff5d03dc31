// Whether the references of a set still lead to what they led to when they were made.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/virtual/refusal.hpp"

namespace cairn::virtualize {

struct Judgement {
    std::uint64_t references = 0;    ///< that lead to files
    std::uint64_t elsewhere = 0;     ///< files of other machines, which were not looked at
    std::vector<Refusal> refusals;   ///< one a file and cause, in order of the files
};

/// The path of the file that an address leads to; empty: it is none of this machine's, and is not looked at.
using PathOfAddress = std::function<std::string(std::string_view url)>;

/// Every file has to be there, and every reference has to be a chunk that the file has today: netCDF and HDF5 files are
/// read for it, of others the size alone counts. Memory: 24 bytes a reference. Throws std::system_error when the disk
/// fails.
Judgement judge(const Source& set, const PathOfAddress& path_of, const ReadLimits& limits);

}  // namespace cairn::virtualize
