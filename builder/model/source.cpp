#include "builder/model/source.hpp"

#include <array>
#include <cstddef>

namespace cairn {

namespace {

enum class Kind { file, store };

struct Named {
    Format format;
    Kind kind;
    std::string_view name;
    std::string_view media_type;
};

/// In the order of the enumeration.
constexpr std::array k_formats{
    Named{Format::cdf1, Kind::file, "netCDF classic (CDF-1)", "application/netcdf"},
    Named{Format::cdf2, Kind::file, "netCDF 64-bit offset (CDF-2)", "application/netcdf"},
    Named{Format::cdf5, Kind::file, "netCDF 64-bit data (CDF-5)", "application/netcdf"},
    Named{Format::hdf5, Kind::file, "HDF5", "application/netcdf"},
    Named{Format::zarr2, Kind::store, "Zarr v2 store", "application/vnd.zarr; version=2"},
    Named{Format::zarr3, Kind::store, "Zarr v3 store", "application/vnd.zarr; version=3"},
    Named{Format::kerchunk_json, Kind::store, "kerchunk references (JSON)", "application/json"},
    Named{Format::kerchunk_parquet, Kind::store, "kerchunk references (Parquet)", "application/vnd.apache.parquet"},
    Named{Format::icechunk, Kind::store, "Icechunk repository", "application/vnd.zarr+icechunk"},
    Named{Format::record, Kind::file, "record of an inventory", "application/octet-stream"},
};

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < k_formats.size(); ++i) {
        if (static_cast<std::size_t>(k_formats[i].format) != i) return false;
    }
    return true;
}
static_assert(is_in_order());

const Named& row(Format format) { return k_formats.at(static_cast<std::size_t>(format)); }

}  // namespace

bool is_store(Format format) { return row(format).kind == Kind::store; }

std::string_view name_of(Format format) { return row(format).name; }

std::string_view media_type_of(Format format) { return row(format).media_type; }

}  // namespace cairn
