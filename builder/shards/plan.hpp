// The plan of a scan that many processes share (docs/cluster.md): what a walk found, what of it has to be read, and
// who reads it. A folder:
//
//   walk          for the merge: everything that the walk found (kind CRNPLAN3)
//   checksums     for the merge: what lists of checksums state (kind CRNSUMS1); absent where no list was read
//   part-00003    for shard 3: the sources that it reads, a frame a chunk (kind CRNPART2)
//   plan.json     for people and scripts; written last: without it there is no plan
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/outcome.hpp"
#include "builder/model/other_file.hpp"
#include "builder/model/source.hpp"
#include "builder/shards/frame_file.hpp"
#include "builder/shards/need.hpp"
#include "builder/shards/split.hpp"
#include "builder/state/state.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

/// The plan cannot be used: damaged, of another version, or no longer true. The message says which, and what to do.
struct PlanRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct PlannedArchive {
    std::string name;
    std::string root;
    ScanContext context;
    bool operator==(const PlannedArchive&) const = default;
};

/// How the configuration is found again. Paths are absolute; empty: not given.
struct PlannedInputs {
    std::string config;
    std::string archive;
    std::string records;
    std::string href;
    std::string preset;
    bool operator==(const PlannedInputs&) const = default;
};

/// What every process of the scan has to know.
struct PlanHead {
    std::string program;  ///< version that planned
    PlannedInputs inputs;
    std::uint64_t origin = 0;  ///< Config::origin
    std::vector<PlannedArchive> archives;
    std::uint32_t reader = 0;  ///< ReaderChoice
    std::uint32_t trust = 0;   ///< Trust
    bool accept_removals = false;
    std::int64_t now_s = 0;  ///< when the walk began, since 1970-01-01T00:00Z: ages count to it, also in the merge
    std::string state;       ///< path of the state that was asked what is known; empty: none
    std::string ledger;      ///< likewise
    std::uint32_t shards = 1;
    std::uint64_t sources = 0;  ///< found
    std::uint64_t to_read = 0;  ///< of these
};

/// The path of a source that lies below `root` where its key says. Others have their own, as what is behind a link.
std::string path_in(const std::string& root, const Source& source);

/// What the walk found.
struct PlannedWalk {
    std::vector<Source> sources;  ///< sorted by archive and path; as read from a plan without the paths that follow (path_in)
    std::vector<Need> needs;      ///< of each
    std::vector<Chunk> chunks;    ///< of those that need reading, in their order
    std::vector<Source> waiting;  ///< too young
    std::vector<Source> offline;
    std::vector<std::string> stated;  ///< by lists of checksums, as checksums::encode writes it
    std::vector<OtherFile> other_files;
    std::vector<Problem> problems;
    std::uint64_t files_seen = 0;
    std::uint64_t files_excluded = 0;
    std::map<std::string, std::uint64_t> other_kinds;
    std::deque<std::string> texts;  ///< that kinds of files refer to

    /// What shards have to do.
    Work work() const;
};

/// The sources of one shard.
class PlanPart {
  public:
    explicit PlanPart(const std::string& path);
    const std::string& plan() const { return m_plan; }
    std::size_t chunks() const { return m_file.frames().size() - 1; }
    /// Throws PlanRefused.
    Work work(std::size_t chunk, const PlanHead& head) const;

  private:
    FrameFile m_file;
    std::string m_plan;  ///< its id
};

/// Threads: any number.
class PlanFolder {
  public:
    /// Reads what all processes need. Throws PlanRefused when there is no whole plan.
    explicit PlanFolder(const std::string& path);

    const std::string& path() const { return m_path; }
    /// 16 hexadecimal digits: a hash of all that was planned.
    const std::string& id() const { return m_id; }
    const PlanHead& head() const { return m_head; }
    /// Throws PlanRefused.
    PlannedWalk walk() const;
    /// `shard`: from 1.
    PlanPart part(std::uint32_t shard) const;

  private:
    std::vector<std::string> stated(std::size_t parts) const;

    std::string m_path;
    FrameFile m_file;
    std::string m_id;
    PlanHead m_head;
};

/// Writes a plan, in the place of an earlier one. Returns its id. Throws std::invalid_argument when PATH holds anything
/// else, and std::system_error.
std::string write_plan(Filesystem& filesystem, const std::string& path, const PlanHead& head, const PlannedWalk& walk);

/// "the configuration cmip6.yaml" or "the archive /data/cmip6": what tells the plans of one catalog from those of
/// others.
std::string catalog_of(const PlannedInputs& inputs);

/// "part-00003".
std::string part_name(std::uint32_t shard);

}  // namespace cairn
