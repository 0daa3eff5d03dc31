// The filters of HDF5 as the codecs of numcodecs that undo them.
#pragma once

#include <string>
#include <vector>

#include "builder/probe/hdf5/filters.hpp"

namespace cairn::hdf5 {

struct Numcodecs {
    std::string filters;     ///< a JSON array of configurations, in the order in which they are applied; empty: none
    std::string compressor;  ///< a JSON object; empty: none
    std::string refusal;     ///< the filter that no codec undoes, and why; empty: all are known
};

/// A last filter that compresses is the compressor, as kerchunk and Zarr's own writers have it.
Numcodecs numcodecs_of(const std::vector<Filter>& filters, std::uint32_t element_size);

/// A chunk of `bytes` zeros as the filters store it; empty: with other filters than shuffle, deflate, zstd and
/// fletcher32, or larger than 16 MiB.
std::string zero_chunk(const std::vector<Filter>& filters, std::uint64_t bytes);

}  // namespace cairn::hdf5
