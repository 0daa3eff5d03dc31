// Validates a document or a whole tree: JSON, schemas, links, pages. Knows nothing of the builder.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.hpp"
#include "validator/engine.hpp"
#include "validator/finding.hpp"
#include "validator/tree_files.hpp"

namespace cairn::validate {

class Acceptance;
class AssetReader;
class RecordSource;
class Tree;

/// Whether the links of one document that is named are followed to the rest of its catalog.
enum class Links { follow, ignore };

/// How far assets are compared with their documents; each level does what those before it do.
enum class CheckAssets { nothing, exists, size, checksum, metadata };

/// How much is asked of servers.
struct Politeness {
    std::size_t connections = 8;  ///< requests at once
    double per_second = 0;        ///< requests to a server; 0: as many as there are
    std::size_t timeout_s = 20;   ///< without a byte; a whole answer may take three times as long
    std::size_t most_documents = 1'000'000;
};

struct Options {
    std::string schemas_folder;  ///< official schemas by host and path (https://a/b.json -> DIR/a/b.json), in the place
                                 ///< of the bundled ones; empty: bundled
    bool strict = false;         ///< what is not checked is an error
    JudgeBy judge_by = JudgeBy::program;
    std::shared_ptr<const Acceptance> acceptance;  ///< nullptr: every finding counts as its rule says
    Links links = Links::follow;
    Politeness politeness;
    CheckAssets check_assets = CheckAssets::nothing;
    std::shared_ptr<const AssetReader> asset_reader;  ///< needed for CheckAssets::metadata
    std::vector<std::pair<std::string, std::string>>
        assets_at;                               ///< beginnings of hrefs, and what stands in their place
    std::string asset_journal;                   ///< file; empty: none
    std::function<void(const Tree&)> with_tree;  ///< is shown the tree once all its rules were applied
    std::size_t findings_per_document = 50;      ///< of each severity; more are counted in one finding "report/more"
    std::size_t findings_per_rule = 10'000;      ///< likewise, so that a million broken documents fit in memory
    std::size_t largest_document_bytes = 256U << 20;
    /// Steps of judging (Budget) that a document may cause: a fixed number, and more for each byte.
    std::uint64_t steps_per_document = 500'000;
    std::uint64_t steps_per_byte = 5;  ///< documents with the bundled schemas take 0.2 to 0.3
};

/// Validates what a place names (sources/open_source.hpp). Of a folder: every document reachable by links from its
/// catalog.json (or collection.json), and every other *.json file below it is reported as "tree/orphan" (warning).
/// Throws std::runtime_error when it cannot be read at all, and Interrupted when `stop` is set. The report is the same
/// whatever the number of threads.
Report validate(const std::string& place, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop);

/// The same for a tree whose files need not all lie in one folder. `source`: what is known of its documents already;
/// nullptr: all are read. `base`: what stands before the paths of documents, with a final '/'.
Report validate(const TreeFiles& files, const Options& options, const ParallelFor& parallel,
                const std::atomic<bool>& stop, RecordSource* source = nullptr, const std::string& base = {});

}  // namespace cairn::validate
