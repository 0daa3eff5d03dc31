// What every Reader must do with netCDF files, whatever reads them. A reader of a new format adds one line to its
// tests:
//   reader_conforms([] { return make_my_reader(); });
#pragma once

#include <functional>
#include <memory>

#include "builder/probe/reader.hpp"

namespace cairn::test {

using ReaderFactory = std::function<std::unique_ptr<Reader>(ReadLimits)>;

/// For each kind of netCDF file that the reader says it can read. To be called within a TEST_CASE; needs ncgen.
void reader_conforms(const ReaderFactory& make_reader);

}  // namespace cairn::test
