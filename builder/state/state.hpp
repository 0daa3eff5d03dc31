// The state of a catalog: what runs know from the runs before them. One file of SQLite (docs/state.md).
//
// Losing it costs time, never correctness: the next run reads every source again, and writes the same documents.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
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

    /// The blocks of an archive that hold for this context, in order of their paths. Paths of different blocks do not
    /// interleave. Blocks of another context are removed.
    std::vector<BlockOfKeys> blocks(const std::string& archive, const ScanContext& context);

    /// The encoded Facts of a block.
    std::vector<std::string> facts(std::int64_t block);

    /// Removes blocks and adds others, all or nothing. What was replaced is on the disk from the next `save` on, and
    /// some of it may be there before.
    void replace(const std::string& archive, const ScanContext& context, const std::vector<std::int64_t>& removed,
                 const std::vector<NewBlock>& added);

    /// Archives that are not among these are forgotten.
    void keep_archives(const std::vector<std::string>& archives);

    void save();

  private:
    class Tables;
    std::unique_ptr<Tables> m_tables;
};

}  // namespace cairn
