// One HDF5 dataset as a dimension, a variable, or both (the conventions of netCDF-4: NUG, appendix "File Format
// Specifications", "The NetCDF-4 Format").
#pragma once

#include <string_view>

#include "builder/probe/hdf5/found_file.hpp"
#include "builder/probe/hdf5/netcdf_attribute.hpp"

namespace cairn::hdf5 {

/// Adds what the dataset is to the group.
void add_dataset(FoundFile& found, FoundGroup& group, File& file, SharedMessages& shared, GlobalHeap& heap,
                 AttributeConverter& converter, const ObjectHeader& header, std::string_view name);

/// Adds one attribute, unless netCDF does not have its type.
void add_attribute(FoundAttributes& attributes, AttributeConverter& converter, std::string_view name,
                   const StoredAttribute& stored);

}  // namespace cairn::hdf5
