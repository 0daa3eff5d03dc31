// HDF5's attributes as netCDF's.
#pragma once

#include <optional>
#include <string_view>

#include "builder/model/dataset.hpp"
#include "builder/probe/hdf5/attributes.hpp"
#include "builder/probe/hdf5/global_heap.hpp"
#include "builder/probe/hdf5/netcdf_types.hpp"

namespace cairn::hdf5 {

/// Those that hold netCDF's own book-keeping in HDF5 or other formats; libnetcdf 4.9 does not list them.
bool is_hidden_attribute(std::string_view name);

/// Converts the attributes of one file. Together they may take k_attribute_bytes; Unsupported beyond.
class AttributeConverter {
  public:
    explicit AttributeConverter(GlobalHeap& heap) : m_heap(heap) {}

    /// Nothing for types that netCDF does not have (references).
    std::optional<Attribute> convert(std::string_view name, const StoredAttribute& stored);

  private:
    Values values_of(const StoredAttribute& stored, Type type, std::uint64_t count);
    void charge(std::uint64_t bytes);

    GlobalHeap& m_heap;
    std::uint64_t m_held = 0;
};

}  // namespace cairn::hdf5
