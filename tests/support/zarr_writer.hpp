// Writes a dataset as a Zarr store, uncompressed, one chunk an array: as xarray spells it. Data variables, whose values
// a dataset does not hold, get no chunk.
#pragma once

#include "builder/model/dataset.hpp"
#include "tests/support/store_files.hpp"

namespace cairn::test {

struct ZarrStyle {
    int version = 2;
    bool consolidated = true;
};

/// Texts that are not UTF-8 and values of user-defined types have no form in Zarr and are left out; character arrays
/// become texts of fixed length, without their last dimension. A _FillValue becomes the fill value of Zarr v2.
StoreFiles zarr_of(const Dataset& dataset, ZarrStyle style);

}  // namespace cairn::test
