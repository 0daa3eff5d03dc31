// Validates a document or a whole tree: JSON, schemas, links, pages. Knows nothing of the builder.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>

#include "validator/finding.hpp"

namespace cairn::validate {

struct Options {
    std::string schemas_folder;  ///< official schemas by host and path (https://a/b.json -> DIR/a/b.json), in the place
                                 ///< of the bundled ones; empty: bundled
    std::size_t findings_per_document = 50;  ///< more are counted in one finding "report/more"
    std::size_t largest_document_bytes = 256U << 20;
};

/// Runs `body(i)` for i in [0, count), on any number of threads; the caller of the library chooses which (the builder's
/// pipeline uses TBB).
using ParallelFor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& body)>;
ParallelFor serial();
ParallelFor with_threads(std::size_t threads);  ///< plain std::thread, for the validator alone

/// Validates a JSON file, or a folder: every document reachable by links from its catalog.json (or collection.json),
/// and every other *.json file below it is reported as "tree/orphan" (warning). Throws std::runtime_error when `path`
/// cannot be read at all. The report is the same whatever the number of threads.
Report validate(const std::string& path, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop);

}  // namespace cairn::validate
