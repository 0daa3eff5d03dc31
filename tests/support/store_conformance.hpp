// What every reader of Zarr stores must do: the same data as netCDF, Zarr v2 and Zarr v3, in folders and archives,
// consolidated or not, and as references, give the same granule.
#pragma once

#include "tests/support/reader_conformance.hpp"

namespace cairn::test {

/// To be called within a TEST_CASE; needs ncgen. The reader reads netCDF-4 files, too.
void stores_conform(const ReaderFactory& make_reader);

}  // namespace cairn::test
