// The program in one call: an archive in, a validated catalog out.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/interrupted.hpp"
#include "base/outcome.hpp"
#include "base/storage/storage.hpp"
#include "builder/config/config.hpp"
#include "builder/model/other_file.hpp"
#include "builder/planned.hpp"
#include "builder/probe/native_reader.hpp"
#include "builder/stac/moves.hpp"
#include "builder/tree.hpp"
#include "builder/why.hpp"
#include "builder/write/changes.hpp"
#include "builder/write/filesystem.hpp"
#include "builder/write/tree_diff.hpp"
#include "validator/finding.hpp"

namespace cairn {

class ShardSet;

/// The phase from which on there is something to undo when a run is stopped.
inline constexpr std::string_view k_writing = "writing";

/// Is told how far the run is. Threads: called from any thread.
class Progress {
  public:
    virtual ~Progress() = default;
    virtual void begin(std::string_view phase, std::uint64_t total) = 0;  ///< total 0: not known
    virtual void advance(std::uint64_t count) = 0;
    virtual void add_problem() = 0;
    virtual void note(std::string_view /*text*/) {}  ///< what a user should know, and is no problem
};

/// When Facts of an earlier run are believed without opening the source.
enum class Trust {
    stat,    ///< size, times and inode are as they were
    header,  ///< and so are the first 64 KiB: for file systems whose times lie
    full     ///< never
};

struct BuildOptions {
    std::string out;       ///< path of the tree
    std::string program;   ///< version of cairn, for plans
    bool adopt = false;    ///< a tree without a manifest may be taken over
    std::size_t jobs = 1;  ///< threads, and reader processes
    bool validate = true;
    bool dry_run = false;                   ///< everything but writing
    bool diff = false;                      ///< of a dry run: what it would change in `out`
    bool why = false;                       ///< each source was read, and each document written, is to be told
    bool changes = false;                   ///< are to be listed
    std::chrono::milliseconds patience{0};  ///< how long to wait for another run that is writing `out`
    ReaderChoice reader = ReaderChoice::automatic;
    std::string worker_program;  ///< empty: find_worker_program()
    /// A hash of the configuration, the program and its options: what else documents depend on. 0: not known; then no
    /// run is like the one before.
    std::uint64_t inputs = 0;
    /// A number of the program and all that is built into it, its rules and schemas. 0: not known; then every document
    /// is validated.
    std::uint64_t program_number = 0;
    bool validate_all = false;  ///< also where nothing changed
    Trust trust = Trust::stat;
    bool accept_removals = false;     ///< whatever went since the last run, Limits::max_removed_percent does not count
    std::string state;                ///< path of the state; empty: nothing is known, and nothing is kept
    std::string ledger;               ///< path of the ledger (docs/state.md); empty: there is none
    std::int64_t now_s = 0;           ///< since 1970-01-01T00:00Z: by which the ages of what is found are told
    std::vector<std::string> silent;  ///< mounts in archives, and lists, that do not answer (silent_mounts.hpp)
    /// What other processes found and read (docs/cluster.md): of an archive only what virtual stores refer to is looked
    /// at. nullptr: this one walks and reads. Must outlive the result.
    ShardSet* shards = nullptr;
};

/// By why they are not described by this run.
struct KeptCounts {
    std::uint64_t unreadable = 0;
    std::uint64_t deprecated = 0;  ///< gone, or not readable for too long
    std::uint64_t retained = 0;    ///< likewise
    std::uint64_t waiting = 0;
    std::uint64_t offline = 0;
};

struct BuildResult {
    std::uint64_t files_seen = 0;
    std::uint64_t files_excluded = 0;      ///< by the globs of the archives
    FileKindCounts other_files;            ///< files of formats that are not read
    std::uint64_t other_assets = 0;        ///< how many of them are assets, by request
    std::uint64_t records = 0;             ///< lines of files of records that are not empty
    std::uint64_t sources = 0;             ///< recognised as data
    std::uint64_t sources_read = 0;        ///< of these, not known from an earlier run
    std::uint64_t checksums_computed = 0;  ///< of files that were read as a whole
    std::uint64_t waiting = 0;       ///< sources that are younger than ScanRules::min_age_s, and were not looked at
    std::uint64_t offline = 0;       ///< files and stores that are on tape only, which were not opened
    std::uint64_t quarantined = 0;   ///< sources that are not opened for a time
    KeptCounts kept;                 ///< sources that are described by what an earlier run found out
    std::optional<Traffic> traffic;  ///< of archives on the web, if there are any
    TreeCounts tree;
    std::vector<Problem> problems;  ///< sorted by path and code
    /// Ids of the Collections of the sources that have problems, by the paths of the sources.
    std::map<std::string, std::string, std::less<>> collections;
    std::optional<validate::Report> validation;
    std::vector<Move> moved;  ///< since the last run; also in OUT/.cairn/moved.json
    bool published = false;
    bool is_unchanged = false;       ///< nothing changed since the last run, whose findings these are
    std::vector<Change> changes;     ///< what was published, in upload order, when that was asked for
    std::optional<Reasons> why;      ///< when that was asked for
    std::optional<TreeDiff> diff;    ///< of a dry run that was asked for it
    std::optional<Planned> planned;  ///< of a dry run

    /// Files that the catalog says nothing of, and that are no problem.
    std::uint64_t files_ignored() const;
};

/// Walks, reads, interprets, groups, writes what changed into a folder of `out`, validates the tree as it will be, and
/// publishes it. When validation finds errors, or nothing could be catalogued, nothing is published. Throws for a
/// broken environment (std::system_error, std::runtime_error, LockedError, Interrupted); then `out` is as it was.
BuildResult build(const Config& config, const BuildOptions& options, Filesystem& filesystem, Progress& progress,
                  const std::atomic<bool>& stop);
/// The same; when it throws, `result` has what was found until then.
void build(const Config& config, const BuildOptions& options, Filesystem& filesystem, Progress& progress,
           const std::atomic<bool>& stop, BuildResult& result);

/// By path, code and message: the order of reports.
void sort_problems(std::vector<Problem>& problems);

/// Throws Interrupted, with what a user should know.
void throw_when_stopped(const std::atomic<bool>& stop);

/// Problems that count against `limits.max_problems`.
std::uint64_t error_count(const std::vector<Problem>& problems);

}  // namespace cairn
