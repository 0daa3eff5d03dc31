// netCDF files for tests, made from CDL text by ncgen (Debian: netcdf-bin).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "builder/model/source.hpp"

namespace cairn::test {

/// One of the formats that netCDF files come in.
struct NetcdfKind {
    std::string_view name;  ///< as `ncgen -k` and `ncdump -k` call it, and as Dataset::format does
    Format format = Format::cdf1;
    bool has_netcdf4_model = false;  ///< groups, strings, unsigned and 64-bit types, user-defined types
};

const std::vector<NetcdfKind>& netcdf_kinds();

/// Writes folder/name.nc and describes it; fails the running test when ncgen does.
Source make_netcdf(const std::string& folder, const std::string& name, std::string_view cdl, const NetcdfKind& kind);

}  // namespace cairn::test
