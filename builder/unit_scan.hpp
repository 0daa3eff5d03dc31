// One unit of a scan: sources that follow each other, and what a state knows of them.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "builder/scan.hpp"

namespace cairn {

/// What to throw of a state whose Facts cannot be decoded.
StateRefused undecodable(const std::string& path);

/// Sources that follow each other, and the block that has Facts of some of them.
struct Scan::Unit {
    std::size_t archive = 0;
    std::span<const Source> sources;
    const BlockOfKeys* block = nullptr;  ///< nullptr: nothing is known of them
    std::size_t first = 0;               ///< place of the first of them among all sources
};

/// The work on one unit.
class Scan::UnitScan {
  public:
    UnitScan(Scan& scan, const Unit& unit, const Placing& placing, const IsLost& is_lost, const Deliver& deliver,
             const std::atomic<bool>& stop)
        : m_scan(scan), m_unit(unit), m_placing(placing), m_is_lost(is_lost), m_deliver(deliver), m_stop(stop) {
        if (m_scan.m_shards != nullptr) take_paths();
    }

    void run();
    void note_needs(std::span<Need> needs);
    bool nothing_changed();

  private:
    /// The sources of a plan come without the paths that follow from their keys.
    void take_paths();
    bool is_quarantined(const Source& source) const;
    /// A source that nothing is known of, but perhaps that it must not be opened.
    Facts read(std::size_t i);
    /// What a shard has is newer than what the state knows.
    void take_made();
    bool is_made(std::size_t i) const { return i < m_made.size() && !m_made[i].empty(); }

    /// Adds the bytes of the Facts of a source to the digest of all.
    void note_facts(std::size_t i, bool is_known);
    Facts made_facts(std::size_t i) const;
    void tell_why_read(std::size_t i, const Facts& facts);
    std::string reason_to_read(std::size_t i);
    /// Why a source is read whose own stamp is as it was: one of its parts changed.
    std::string reason_of_parts(std::size_t i) const;
    /// A known source that is not there, and that nothing is kept of.
    void tell_why_gone(const KnownSource& known, const std::string& encoded) const;
    bool is_unchanged(std::size_t i);
    /// The encoded Facts of the block.
    void load();
    /// What was understood of known sources that are not there, or were not understood this time.
    std::vector<LastGood> find_lost(const std::vector<char>& failed);
    /// Finds the known sources among those of the unit; both are sorted by path.
    void match();
    /// nullopt: the source has to be read.
    std::optional<Facts> kept_facts(std::size_t i);
    /// Whether its parts, and with Trust::header its first bytes, are what they were; false also when they do not answer.
    bool looks_as_it_was(const Source& source, const Fingerprint& fingerprint) const;
    bool is_as_it_was(const std::vector<KnownSource>& keys, const std::vector<std::string>& encoded) const;
    void replace(std::vector<KnownSource> keys, std::vector<std::string> encoded, const std::vector<LastGood>& lost);
    Scan& m_scan;
    Unit m_unit;
    std::vector<Source> m_own;  ///< of a merge: the sources with their paths
    const Placing& m_placing;
    const IsLost& m_is_lost;
    const Deliver& m_deliver;
    const std::atomic<bool>& m_stop;
    std::vector<std::optional<std::size_t>> m_slots;  ///< of the sources in the block, where its Facts may hold
    bool m_any_known = false;
    std::vector<std::string> m_old;   ///< encoded Facts of the block
    std::vector<std::string> m_made;  ///< those that shards have of the sources of the unit; empty: none
};

}  // namespace cairn
