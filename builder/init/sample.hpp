// A bounded look at an archive: everything where it is small, else files and folders spread evenly over every level.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// How much is looked at on each level of folders: an archive of 10^8 files costs at most as many looks as one of 10^5.
struct SampleBounds {
    std::size_t folders = 256;  ///< that are listed
    std::size_t files = 2'000;  ///< that are opened, to see what they are
    std::size_t levels = 64;
};

/// What was found, by path.
struct Sample {
    std::vector<Source> sources;
    std::vector<Problem> problems;  ///< of folders that cannot be listed, and files that are not what their names say
    FileKindCounts other_kinds;     ///< files of formats that are not read
    std::uint64_t folders_listed = 0;
    std::uint64_t files_listed = 0;  ///< names that were seen, with stores
    bool is_whole = true;            ///< everything was looked at
};

/// Folders behind links are listed where they lead out of `root`. The choice depends on the names alone. Throws
/// std::runtime_error when `root` is no folder. `stop` ends the look early.
Sample sample_archive(const std::string& root, const SampleBounds& bounds, const std::atomic<bool>& stop);

/// The indices of `wanted` among `count` things, spread evenly and in order. The first and the last are among them.
std::vector<std::size_t> spread(std::size_t count, std::size_t wanted);

}  // namespace cairn
