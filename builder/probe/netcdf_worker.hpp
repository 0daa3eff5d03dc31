// Reading through libnetcdf, which is not safe in threads and crashes or hangs on damaged files (netCDF 4.9.0,
// HDF5 1.10.8: 114 crashes and 137 hangs in 5,000 damaged files): so it runs in processes of its own, one for each slot
// of the pipeline.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "builder/probe/reader.hpp"

namespace cairn {

struct WorkerOptions {
    std::string program;                      ///< path of cairn-netcdf-worker; empty: find_worker_program()
    std::uint32_t seconds_per_file = 10;      ///< wall clock; then the worker is killed
    std::uint64_t memory_bytes = 2ULL << 30;  ///< address space (RLIMIT_AS)
    std::uint32_t files_per_worker = 2000;    ///< then it is replaced
    std::uint64_t largest_reply_bytes = 256ULL << 20;
    ReadLimits limits;
};

/// A reader that owns one worker process, started at the first file, replaced when it crashes, hangs, is old, or has
/// met a bad file. A failure of a worker that has read other files before is not believed: a new one tries again, so
/// that what becomes of a file depends on the file alone. Problems: "probe/worker-crashed" with the signal's name,
/// "probe/worker-timeout", "probe/worker-memory", "probe/worker-reply" (it sent what is no reply), "probe/unreadable"
/// (an error of libnetcdf, or no regular file), "probe/truncated", "probe/too-large", "probe/too-many-groups", and for
/// each file "probe/no-worker" while the program is not installed: runs that need no worker do not miss it. read()
/// throws std::runtime_error when the program is there and cannot be started, or is no worker (a broken environment).
std::unique_ptr<Reader> make_netcdf_worker_reader(WorkerOptions options);

/// Beside the running program, or in ../libexec/cairn below it; the environment variable CAIRN_NETCDF_WORKER wins.
/// "probe/no-worker", without a path, when none can be run.
Outcome<std::string> find_worker_program();

}  // namespace cairn
