// The state of a catalog: what runs know from the runs before them. One file of SQLite (docs/state.md).
//
// Losing it costs time, never correctness: the next run reads every source again, and writes the same documents.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "builder/state/facts_block.hpp"

namespace cairn {

/// The file cannot be used: damaged, of another program, of a newer cairn, or not to be written. The message says
/// which, and what to do. Nothing was changed.
struct StateRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The disk failed while the file was read or written. What was saved before is whole.
struct StateFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Another run uses the file.
struct StateLocked : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What Facts depend on beside their source. Facts that were made with other versions, policies, limits or archives are
/// not used.
struct ScanContext {
    std::uint64_t files = 0;       ///< a hash of what all Facts depend on
    std::uint64_t references = 0;  ///< and of what those of references depend on as well: where URLs lead
    bool operator==(const ScanContext&) const = default;
};

/// What a block holds, without the Facts.
struct BlockOfKeys {
    std::int64_t id = 0;
    std::vector<KnownSource> sources;  ///< in order of their paths
    bool has_references_of_other_context = false;
};

/// A block that is to be kept.
struct NewBlock {
    std::vector<KnownSource> sources;  ///< not empty, in order of their paths
    std::vector<std::string> facts;    ///< encoded, one of each
};

/// The last good Facts of a source that is not there, or cannot be read, any more: until a run has published, and what
/// is to stay of them is in the ledger.
struct LastGood {
    std::string archive;
    std::string relative;
    std::int64_t since_s = 0;  ///< when a run found it so
    std::string facts;         ///< encoded
    bool operator==(const LastGood&) const = default;
};

/// A run of the third version of the format, or before, whose exit code nobody kept.
inline constexpr int k_exit_not_known = -1;

/// One line of the history.
struct Run {
    std::int64_t began_s = 0;    ///< since 1970-01-01T00:00Z
    std::int64_t seconds = 0;    ///< that it took
    std::string program;         ///< version
    std::string out;             ///< path of the catalog
    std::uint64_t sources = 0;   ///< found
    std::uint64_t read = 0;      ///< of these
    std::uint64_t problems = 0;  ///< errors
    bool published = false;
    int exit = k_exit_not_known;  ///< exit code
    std::string error;            ///< what ended it; empty: it finished
    bool operator==(const Run&) const = default;
};

/// How many records, by the name of their list and the id of their Collection.
using RecordCounts = std::map<std::pair<std::string, std::string>, std::uint64_t>;

/// Threads: any number.
class State {
  public:
    /// Opens the file, makes it where there is none, brings an older one up to this version. Throws StateRefused and
    /// StateLocked. The folder above it must exist.
    explicit State(const std::string& path);
    ~State();
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    const std::string& path() const;

    /// For a run that will keep something. Throws StateRefused.
    void refuse_read_only() const;

    /// The blocks of an archive that hold for this context, in order of their paths. Paths of different blocks do not
    /// interleave. Blocks of another context are removed.
    std::vector<BlockOfKeys> blocks(const std::string& archive, const ScanContext& context);

    /// The encoded Facts of a block.
    std::vector<std::string> facts(std::int64_t block);

    /// Removes blocks and adds others, all or nothing. What was replaced is on the disk from the next `save` on, and
    /// some of it may be there before. `lost`: what goes with the blocks and must not be forgotten yet.
    void replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                 const std::vector<NewBlock>& added, const std::vector<LastGood>& lost = {});

    /// What was lost since the last `forget_last_good`, in order of archive and path; of one source the last.
    std::vector<LastGood> last_good();
    void forget_last_good();

    /// A digest of all Facts that are kept: as long as it is the same, so are they.
    std::uint64_t digest();

    /// What a run left for the next one with the same OUT; empty: nothing.
    std::string recall(const std::string& out);
    void remember(const std::string& out, const std::string& what);

    /// Adds a run to the history, of which the last 1,000 are kept.
    void record(const Run& run);
    std::vector<Run> history();

    /// Archives that are not among these are forgotten.
    void keep_archives(const std::vector<std::string>& archives);

    /// How many records of each Collection the last run took from each list.
    RecordCounts record_counts();
    /// In the place of what was known.
    void keep_record_counts(const RecordCounts& counts);

    void save();

  private:
    class Tables;
    std::unique_ptr<Tables> m_tables;
};

}  // namespace cairn
