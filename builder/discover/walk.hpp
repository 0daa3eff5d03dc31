// The walk over an archive: every path is looked at once, nothing is followed twice, nothing ends the walk.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/outcome.hpp"
#include "base/storage/no_recall.hpp"
#include "builder/config/config.hpp"
#include "builder/discover/hidden.hpp"
#include "builder/discover/recollection.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/source.hpp"

namespace cairn {

/// What a walk found. Sorted: sources by relative path, problems by path and code.
struct WalkResult {
    std::vector<Source> sources;
    std::vector<Source> offline;  ///< sources that are on tape only, and what may be some; their formats are not known
    std::vector<Problem> problems;
    std::uint64_t files_seen = 0;        ///< regular files and stores, taken or not
    std::uint64_t files_excluded = 0;    ///< that the globs leave out, in folders that are entered
    FileKindCounts other_kinds;          ///< files of formats that are not read
    std::vector<OtherFile> other_files;  ///< these files, sorted as sources, with OtherFiles::assets; else empty
    std::vector<Source> checksum_lists;  ///< those of them that are lists of checksums, sorted likewise, when wanted
};

/// Runs tasks that may add tasks, on any number of threads; returns when none is left. The pipeline gives one that uses
/// TBB, tests a plain loop.
class TaskRunner {
  public:
    using Task = std::function<void()>;
    virtual ~TaskRunner() = default;
    virtual void add(Task task) = 0;  ///< from outside or from within a task; tasks do not throw
    virtual void wait() = 0;
};

/// What a walk passes over, and what it need not open.
struct WalkRules {
    Hidden hidden;
    OtherFiles other_files = OtherFiles::count;
    const Recollection* recollection = nullptr;
    IsOffline is_offline;  ///< empty: no file is
    std::vector<std::string> silent =
        {};  ///< folders that would not answer: each is the problem of one that cannot be read
    bool wants_checksum_lists = false;
    /// Does the work, which looks at what lies at the path. False: that does not answer, and the work never goes on; what
    /// it writes to must be its own. Empty: all files answer.
    std::function<bool(const std::string& path, const std::function<void()>& work)> patiently = {};
};

/// Walks `archive.root`. An archive that is itself a store is one source, with the relative path ".". Problems, each
/// with the path: the root or a folder that cannot be read, a link loop, a dangling link, a file that vanished or
/// cannot be read, an empty file or unknown bytes under a name that claims to be data, a name that is not UTF-8.
///
/// Symbolic links are followed, but what they lead to is taken once (device and inode): at its own path when that is in
/// the archive and the globs take it, else in a folder behind a link, else at the least of its paths. Hard links are
/// files of their own. The result does not depend on the order in which tasks run. `stop` ends the walk early, with
/// what was found until then. Throws std::runtime_error when the root is not there or not a folder (a broken
/// environment). `hidden` is passed over, whatever leads there. `other_files` says whether the files of formats that
/// are not read are listed, or only counted; `wants_checksum_lists`, whether lists of checksums are listed. Files that
/// `recollection` knows, and those that are on tape only, are not opened.
WalkResult walk(const Archive& archive, std::size_t archive_index, TaskRunner& tasks, const std::atomic<bool>& stop,
                const WalkRules& rules = {});

}  // namespace cairn
