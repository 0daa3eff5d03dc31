// What keeps an HDF5 file from reaching for other files, and what HDF5 itself says of an error. Used beside libnetcdf,
// in the worker.
#pragma once

#include <cstdint>
#include <string>

namespace cairn {

/// Once, before the first file: external links cannot be followed in this process any more (a file that has one is
/// unreadable), and HDF5's errors are remembered. File locks are not taken: archives are mounted read-only. Filter
/// plugins stay enabled: a file names a filter by number only, and which folder they come from is the administrator's
/// choice.
void guard_hdf5();

/// The innermost description of the last error in HDF5 since the last call; empty when there was none.
std::string take_hdf5_error();

/// The file that libnetcdf has open, as HDF5 numbers it; negative when there is none. libnetcdf does not tell, but this
/// process never has two open. The number is libnetcdf's to close.
std::int64_t open_hdf5_file();

/// A virtual dataset, or one with external storage, takes its values from files that nobody named. Empty when all
/// values of the variable are in `file`; else what was found, or that it could not be found out.
std::string reason_not_to_read_hdf5(std::int64_t file, const std::string& group_path, const std::string& variable);

}  // namespace cairn
