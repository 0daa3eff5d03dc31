// Sources that ended or stopped whatever read them. A night that met them all again would lose minutes to each: they
// are not opened until they change, or some time has passed.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "builder/failed_source.hpp"
#include "builder/ledger/ledger.hpp"
#include "builder/pipeline.hpp"

namespace cairn {

/// When one is tried again although it did not change: after a day, then after as long as it has been bad, at most 30
/// days. Seconds since 1970-01-01T00:00Z.
std::int64_t next_try_s(const Quarantined& one);

/// Threads: const use from any number of threads.
class Quarantine {
  public:
    /// `before`: as the ledger has them; must outlive this object.
    Quarantine(const Config& config, const BuildOptions& options, const std::map<SourceKey, Quarantined>& before);

    /// What is known of a source that is not to be opened in this run; nullptr: it is to be read.
    const Facts* find(const Source& source) const;

    /// The quarantine that the next run begins with: the bad ones among the sources that failed in this run, whose
    /// problems then say when they are tried again. Sources of archives that nobody asks for now stay in it.
    std::map<SourceKey, Quarantined> next(std::vector<FailedSource>& failed) const;

    /// A hash of which are to be tried again by now.
    std::uint64_t hash_of_dues() const;

  private:
    bool holds(const Quarantined& one, std::uint64_t with) const;

    const Config& m_config;
    std::int64_t m_now_s;
    const std::map<SourceKey, Quarantined>& m_before;
    std::vector<std::uint64_t> m_with;  ///< of each archive
};

}  // namespace cairn
