// What a run leaves for the next one with the same OUT: where nothing changed, what it found is what the next would
// find, and the next costs the walk.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "builder/discovery.hpp"
#include "builder/pipeline.hpp"
#include "builder/write/manifest.hpp"
#include "builder/write/staging.hpp"

namespace cairn {

struct LastRun {
    std::uint64_t inputs = 0;    ///< hash of all that documents depend on beside Facts: `inputs_of`
    std::uint64_t asked = 0;     ///< BuildOptions::inputs
    std::uint64_t program = 0;   ///< BuildOptions::program_number
    std::uint64_t facts = 0;     ///< State::digest
    std::uint64_t manifest = 0;  ///< `hash_of` the documents that were written
    TreeCounts tree;
    std::uint64_t other_assets = 0;
    std::uint64_t records = 0;
    KeptCounts kept;
    std::vector<Problem> problems;
    std::map<std::string, std::string, std::less<>> collections;  ///< BuildResult::collections
};

std::string encode(const LastRun& run);
/// nullopt: there is none, or its bytes are damaged.
std::optional<LastRun> decode_last_run(std::string_view bytes);

/// A hash of the configuration, the program and its options (BuildOptions::inputs), and of what the walk found beside
/// the contents of sources: problems, counts, other files, what waits or is on tape, lists of checksums, and the times of the folders of
/// stores, which documents may show. `result`: as the walk left it. `records`: of the files of records.
std::uint64_t inputs_of(const BuildOptions& options, const BuildResult& result, const Found& found,
                        std::span<const FileStamp> records);

/// Whether no list of checksums may change in the tick in which it is read.
bool are_settled(std::span<const checksums::ListFile> lists);

/// The stamps of the files of records, before they are read. nullopt: one is no file, or may change in the same tick.
std::optional<std::vector<FileStamp>> stamps_of_records(const Config& config);

std::uint64_t hash_of(const Manifest& manifest);

LastRun last_run_of(const BuildOptions& options, std::uint64_t inputs, std::uint64_t facts, const Manifest& written,
                    const BuildResult& result);

/// Leaves the documents of the last run as they are, and says what it found. False, and nothing was done: one of them
/// is not as it was written. Throws what publishing throws.
bool take_last_run(const LastRun& last, Staging& staging, Progress& progress, BuildResult& result);

}  // namespace cairn
