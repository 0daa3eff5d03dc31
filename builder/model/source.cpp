#include "builder/model/source.hpp"

namespace cairn {

bool is_store(Format format) {
    switch (format) {
        case Format::cdf1:
        case Format::cdf2:
        case Format::cdf5:
        case Format::hdf5:
            return false;
        case Format::zarr2:
        case Format::zarr3:
        case Format::kerchunk_json:
        case Format::kerchunk_parquet:
        case Format::icechunk:
            return true;
    }
    return false;
}

std::string_view name_of(Format format) {
    switch (format) {
        case Format::cdf1:
            return "netCDF classic (CDF-1)";
        case Format::cdf2:
            return "netCDF 64-bit offset (CDF-2)";
        case Format::cdf5:
            return "netCDF 64-bit data (CDF-5)";
        case Format::hdf5:
            return "HDF5";
        case Format::zarr2:
            return "Zarr v2 store";
        case Format::zarr3:
            return "Zarr v3 store";
        case Format::kerchunk_json:
            return "kerchunk references (JSON)";
        case Format::kerchunk_parquet:
            return "kerchunk references (Parquet)";
        case Format::icechunk:
            return "Icechunk repository";
    }
    return "unknown";
}

std::string_view media_type_of(Format format) {
    switch (format) {
        case Format::cdf1:
        case Format::cdf2:
        case Format::cdf5:
        case Format::hdf5:
            return "application/netcdf";
        case Format::zarr2:
            return "application/vnd.zarr; version=2";
        case Format::zarr3:
            return "application/vnd.zarr; version=3";
        case Format::kerchunk_json:
            return "application/json";
        case Format::kerchunk_parquet:
            return "application/vnd.apache.parquet";
        case Format::icechunk:
            return "application/vnd.zarr+icechunk";
    }
    return "application/octet-stream";
}

}  // namespace cairn
