// The scan of a run: which sources are as an earlier run saw them, which have to be read, and what is kept of both.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "builder/config/config.hpp"
#include "builder/discover/offline_files.hpp"
#include "builder/discover/recollection.hpp"
#include "builder/facts/codec.hpp"
#include "builder/pipeline.hpp"
#include "builder/placing.hpp"
#include "builder/quarantine.hpp"
#include "builder/scanner.hpp"
#include "builder/shards/plan.hpp"
#include "builder/state/state.hpp"
#include "builder/why.hpp"

namespace cairn {

/// The sources of one archive that a state has Facts of.
class KnownSources : public Recollection {
  public:
    explicit KnownSources(std::vector<BlockOfKeys> blocks) : m_blocks(std::move(blocks)) {}

    std::optional<Format> format_of(std::string_view relative, const FileStamp& stamp) const override;

    const std::vector<BlockOfKeys>& blocks() const { return m_blocks; }
    /// The block in whose range a path lies: the last that does not begin after it, or else the first. Precondition:
    /// there are blocks.
    std::size_t block_of(std::string_view relative) const;
    /// Whether the Facts of a source hold, as far as its stamp tells.
    bool holds(const BlockOfKeys& block, const KnownSource& known, const Source& source) const;

  private:
    std::vector<BlockOfKeys> m_blocks;  ///< in order of their paths
};

struct ScanCounts {
    std::atomic<std::uint64_t> read = 0;  ///< sources that were opened
    std::atomic<std::uint64_t> summed = 0;  ///< files whose checksum was computed
    std::atomic<std::uint64_t> facts = 0;  ///< of a merge: a digest of the Facts of all sources, in no order
    std::atomic<std::uint64_t> kept = 0;  ///< sources whose Facts an earlier run had
};

/// Threads: one, but `Deliver` is called from many.
class Scan {
  public:
    /// `state`: nullptr: nothing is known, and nothing is kept. `why`: is told of each source that is read; nullptr:
    /// nobody asks. `web`: nullptr: no archive is on the web. Throws std::runtime_error when the list of offline
    /// files cannot be read.
    Scan(const Config& config, const BuildOptions& options, State* state, const Quarantine& quarantine,
         WebStorages* web, Why* why = nullptr);

    /// What the state has of the sources of an archive.
    const KnownSources& known(std::size_t archive) const { return m_known[archive]; }
    /// The Facts of a block of `known`. Throws what the state throws. Threads: any number.
    std::vector<Facts> facts_of(const BlockOfKeys& block) const;

    /// Gets the Facts of each source, in no order.
    using Deliver = std::function<void(const Source& source, Facts facts)>;
    /// Whether the Facts of a known source that is not among the others are to be kept. Called from many threads.
    using IsLost = std::function<bool(std::size_t archive, const KnownSource& known)>;

    /// `sources`: sorted by archive and path. Facts that still hold are taken from the state, all others made; those of
    /// sources that are not there any more are forgotten, but for those that are lost: `last_good` has them. Ends early
    /// when `stop` is set. Throws what the state throws.
    void run(std::span<const Source> sources, const Placing& placing, const IsLost& is_lost, const Deliver& deliver,
             const std::atomic<bool>& stop);

    /// The last good Facts of sources that are lost, or that were read and not understood: those that this run found,
    /// and those of runs before it that did not publish. By name of the archive and path.
    struct Kept {
        std::int64_t since_s = 0;
        Facts facts;
    };
    std::map<std::pair<std::string, std::string>, Kept> last_good() const;

    /// What the walk need not look at; nullptr: it looks at all.
    const Recollection* recollection(std::size_t archive) const {
        return m_trust == Trust::full || m_known[archive].blocks().empty() ? nullptr : &m_known[archive];
    }

    /// As Scanner::patiently.
    bool patiently(const std::string& path, const std::function<void()>& work) const {
        return m_scanner.patiently(path, work);
    }

    /// Which files the walk must not open.
    const IsOffline& is_offline() const { return m_offline.is_offline(); }

    /// Whether all sources are as the state knows them, and none is new or gone. Those in which errors were found are
    /// read, to see whether they still are.
    bool nothing_changed(std::span<const Source> sources, const Placing& placing, const std::atomic<bool>& stop);

    /// What each of the sources needs, for a scan elsewhere. Of those that are known this opens what `run` would open
    /// to see whether their Facts hold. Throws what the state throws.
    std::vector<Need> needs(std::span<const Source> sources, const Placing& placing, const std::atomic<bool>& stop);

    const ScanCounts& counts() const { return m_counts; }

  private:
    struct Unit;
    class UnitScan;
    std::vector<Unit> units(std::span<const Source> sources) const;
    void add_units_of_archive(std::span<const Source> sources, std::size_t archive, std::vector<Unit>& units) const;

    const Config& m_config;
    State* m_state;
    std::int64_t m_now_s;
    Trust m_trust;
    bool m_keeps;  ///< false in a dry run
    bool m_sums;   ///< files are read as a whole where checksums are wanted: false in a merge, whose shards did it, and in
                   ///< a dry run that compares nothing
    const Quarantine& m_quarantine;
    WebStorages* m_web;        ///< nullptr: all archives are folders
    Why* m_why;                ///< nullptr: nobody asks
    const ShardSet* m_shards;  ///< nullptr: this process reads
    OfflineFiles m_offline;
    mutable Scanner m_scanner;
    mutable SharedParts m_parts;
    tbb::enumerable_thread_specific<facts::EncodedParts> m_encoded;
    std::vector<ScanContext> m_contexts;  ///< of each archive
    std::vector<KnownSources> m_known;    ///< likewise
    ScanCounts m_counts;
    std::mutex m_lost_mutex;       ///< guards m_lost
    std::vector<LastGood> m_lost;  ///< that this run found
};

}  // namespace cairn
