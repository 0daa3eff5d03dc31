// Where xarray.open_dataset needs to be told more than a path (xarray 2023.1 with cftime 1.6;
// tests/oracle/texts/open.py holds it to real files).
#pragma once

#include <memory>

#include "builder/model/dataset.hpp"
#include "builder/model/granule.hpp"

namespace cairn {

/// What opens a file; null when the defaults do.
/// - decode_times=False: a variable counts from a date in units or a calendar that cftime refuses (months and years but
///   in 360_day, weeks, year 0 in standard, a date that is none), which ends the opening;
/// - group: the root has no data, and exactly one other group has;
/// - drop_variables: variables of several dimensions with the name of one of them.
std::shared_ptr<const OpenArguments> opening_of_file(const Dataset& dataset);

/// The same of one group of a store, which is opened by its own address.
std::shared_ptr<const OpenArguments> opening_of_group(const Dataset& dataset, std::uint32_t group);

}  // namespace cairn
