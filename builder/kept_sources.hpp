// What stays in the catalog of sources that are not there, or cannot be read, any more: the policies, applied to what
// the ledger and the state know of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "builder/absences.hpp"
#include "builder/failed_source.hpp"
#include "builder/ledger/ledger.hpp"
#include "builder/pipeline.hpp"
#include "builder/placing.hpp"
#include "builder/why.hpp"

namespace cairn {

/// Threads: one.
class KeptSources {
  public:
    /// `now_s`: since 1970-01-01T00:00Z.
    /// `why`: is told of what goes; nullptr: nobody asks.
    KeptSources(const Config& config, const Absences& absences, std::int64_t now_s, Placing& placing,
                Why* why = nullptr)
        : m_config(config), m_absences(absences), m_now_s(now_s), m_placing(placing), m_why(why) {}

    /// `before`: the ledger as it was; `last_good`: what was lost since. `failed`: their problems become warnings where
    /// what was known of them stays for a time; likewise those of the walk in `problems`, which are of sources that
    /// cannot be opened.
    void decide(const Ledger& before, std::map<std::pair<std::string, std::string>, Scan::Kept> last_good,
                std::vector<FailedSource>& failed, std::vector<Problem>& problems);

    std::vector<Entry> take_entries() { return std::move(m_entries); }
    Ledger take_ledger() { return std::move(m_ledger); }
    const KeptCounts& counts() const { return m_counts; }

  private:
    using Key = std::pair<std::string, std::string>;
    struct Candidate;

    void add(const Key& key, Candidate candidate);
    std::optional<Absent> why_absent(const Key& key, const Candidate& candidate, std::size_t archive) const;
    void keep(const Key& key, Candidate candidate, std::size_t archive, Absent why);
    void count(const Absence& absence, bool is_kept);
    void soften(std::vector<FailedSource>& failed, std::vector<Problem>& problems) const;

    const Config& m_config;
    const Absences& m_absences;
    std::int64_t m_now_s;
    Placing& m_placing;
    Why* m_why;
    std::map<Key, const FailedSource*> m_failed;
    std::vector<Entry> m_entries;
    Ledger m_ledger;
    KeptCounts m_counts;
    std::set<std::string> m_offline;                 ///< likewise, of those that are known although they are on tape
    std::map<std::string, std::int64_t> m_softened;  ///< paths as problems show them, and until when they are kept
};

/// A hash of all by which the ledger and the time decide what stays: as long as it is the same, the same stays.
std::uint64_t hash_of_ages(const Ledger& ledger, const Config& config, std::int64_t now_s);

}  // namespace cairn
