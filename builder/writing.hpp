// From grouped entries to the published tree: documents are staged, validated as they will stand, and published.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/entries/entries.hpp"
#include "builder/files_beside.hpp"
#include "builder/pipeline.hpp"
#include "builder/shards/tree_part_set.hpp"
#include "builder/write/check_output.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/staging.hpp"

namespace cairn {

OutputRequest output_request(const Config& config, const BuildOptions& options);

/// Makes `staging` anew. Throws what Staging throws.
void begin_staging(std::optional<Staging>& staging, Filesystem& filesystem, const OutputRequest& output,
                   const Config& config, const BuildOptions& options, Progress& progress,
                   const std::atomic<bool>& stop);

/// Writes, validates and publishes; `result` says whether it came to that. A tree from which something was lost is made
/// again without it: nothing may refer to what is not there. `entries`: sorted. `staging`: nullopt in a dry run, which
/// writes nothing. `beside`: whose files are a part of the tree, as far as their Items are. `parts`: the
/// documents of Collections, which others made; nullptr: this process makes them.
void write_whole(Entries& entries, const std::vector<FilesBeside*>& beside, const TreePartSet* parts, const Config& config,
                 const BuildOptions& options, Filesystem& filesystem, std::optional<Staging>& staging, BuildResult& result, Progress& progress,
                 const std::atomic<bool>& stop);

}  // namespace cairn
