// The walk over all archives: which sources there are, which of them wait, and what must not be told of.
#pragma once

#include <atomic>
#include <vector>

#include "builder/checksums/list_files.hpp"
#include "builder/config/config.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/source.hpp"
#include "builder/pipeline.hpp"
#include "builder/scan.hpp"
#include "builder/write/check_output.hpp"

namespace cairn {

struct Found {
    std::vector<Source> sources;
    std::vector<Source> waiting;                      ///< sources that are too young to be read: not among the others
    std::vector<Source> offline;                      ///< files and stores that are on tape only: likewise
    std::vector<OtherFile> other_files;               ///< when they become assets
    std::vector<checksums::ListFile> checksum_lists;  ///< when they are wanted
};

/// `web`: null: no archive is on the web. `result` gets the counts and the problems. Paths that hold credentials are
/// left out, and shown without them. Throws Interrupted when `stop` is set.
Found discover(const Config& config, const BuildOptions& options, const HiddenFolders& hidden, const Scan& scan,
               WebStorages* web, BuildResult& result, Progress& progress, const std::atomic<bool>& stop);

}  // namespace cairn
