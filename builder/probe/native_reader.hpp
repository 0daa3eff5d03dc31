// The reader that cairn uses: the native readers of the formats, and libnetcdf for what they do not know.
#pragma once

#include <functional>
#include <memory>

#include "base/outcome.hpp"
#include "base/storage/positioned.hpp"
#include "builder/probe/native_result.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/references/locations.hpp"

namespace cairn {

/// One file through the native reader of its format; declined when there is none. Problems have no path. Throws
/// std::system_error when the disk fails. Threads: any number, each with its windows.
/// `windows` serves one file after the other, so that its memory, and what it has learnt of the storage, do too.
Outcome<NativeResult> read_native(Format format, PositionedBytes& file, WindowedBytes& windows,
                                  const ReadLimits& limits);

enum class ReaderChoice {
    automatic,  ///< native; libnetcdf where that declines
    native,     ///< a file that the native reader declines is a problem
    netcdf      ///< libnetcdf for every file that is no store
};

/// Makes the reader of libnetcdf, when a first file needs it: most runs start no worker process.
using FallbackFactory = std::function<std::unique_ptr<Reader>()>;

/// Dataset::reader says what read the file: "native-cdf", "native-hdf5", "native-zarr", "native-references",
/// "netcdf-c", or "netcdf-c (native declined: <reason>)". Problems beside those of the native readers and the fallback:
/// "probe/declined" (choice `native`), "probe/unreadable" (it cannot be opened or the disk fails). Throws what the
/// fallback throws: a worker that is there and cannot be started is a broken environment. `reachable`: which files may
/// be read for the coordinates of references.
std::unique_ptr<Reader> make_native_reader(FallbackFactory fallback, ReaderChoice choice, ReadLimits limits,
                                           references::Reachable reachable = {});

}  // namespace cairn
