#include "builder/scan.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "builder/checksums/file_checksum.hpp"
#include "builder/facts/heads_digest.hpp"
#include "builder/parallel_for.hpp"
#include "builder/reasons_to_read.hpp"
#include "builder/scan_context.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/state/new_blocks.hpp"

namespace cairn {

namespace {

StateRefused undecodable(const std::string& path) {
    return StateRefused("the state '" + path +
                        "' holds facts that cannot be decoded: delete it, and the next run reads every source again; "
                        "the catalog will be the same");
}

}  // namespace

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
        : m_scan(scan), m_unit(unit), m_placing(placing), m_is_lost(is_lost), m_deliver(deliver), m_stop(stop) {}

    void run() {
        match();
        if (m_scan.m_shards != nullptr) take_made();
        if (m_any_known) load();
        const std::size_t count = m_unit.sources.size();
        const bool keeps = m_scan.m_state != nullptr && m_scan.m_keeps;
        std::vector<std::string> encoded(keeps ? count : 0);
        std::vector<KnownSource> keys(encoded.size());
        std::vector<char> failed(count, 0);  // not understood; threads write to different ones
        parallel_for(count, [&](std::size_t i) {
            if (m_stop) return;
            const Source& source = m_unit.sources[i];
            std::optional<Facts> kept = kept_facts(i);
            const bool is_known = kept.has_value();
            if (is_known) ++m_scan.m_counts.kept;
            Facts facts = kept ? *std::move(kept) : read(i);
            if (!is_known && m_scan.m_why != nullptr) tell_why_read(i, facts);
            const bool is_summed = m_scan.m_sums && m_placing.lacks_checksum(source, facts);
            if (is_summed) add_checksum(source, facts);
            failed[i] = facts.understood ? 0 : 1;
            if (keeps) {
                keys[i] = known_source(source.relative, facts);
                encoded[i] = is_known && !is_summed     ? m_old[*m_slots[i]]
                             : is_made(i) && !is_summed ? std::move(m_made[i])
                                                        : encode(facts, m_scan.m_encoded.local());
            }
            m_deliver(source, std::move(facts));
        });
        if (m_stop) return;
        std::vector<LastGood> lost = find_lost(failed);
        if (keeps && !is_as_it_was(keys, encoded)) replace(std::move(keys), std::move(encoded), lost);
        const std::lock_guard lock(m_scan.m_lost_mutex);
        std::move(lost.begin(), lost.end(), std::back_inserter(m_scan.m_lost));
    }

    void note_needs(std::span<Need> needs) {
        match();
        if (m_any_known) load();
        for (std::size_t i = 0; i < needs.size() && !m_stop; ++i) {
            if (kept_facts(i)) {
                needs[i] = Need::nothing;
            } else if (is_quarantined(m_unit.sources[i])) {
                needs[i] = Need::waiting;
            }
        }
    }

    bool nothing_changed() {
        if (m_unit.block == nullptr) return m_unit.sources.empty();
        const std::vector<KnownSource>& known = m_unit.block->sources;
        if (m_unit.block->has_references_of_other_context || known.size() != m_unit.sources.size()) return false;
        match();
        for (std::size_t i = 0; i < known.size(); ++i) {
            if (known[i].relative != m_unit.sources[i].relative || !is_unchanged(i)) return false;
        }
        return true;
    }

  private:
    bool is_quarantined(const Source& source) const {
        return m_scan.m_trust != Trust::full && m_scan.m_quarantine.find(source) != nullptr;
    }

    /// A source that nothing is known of, but perhaps that it must not be opened.
    Facts read(std::size_t i) {
        const Source& source = m_unit.sources[i];
        if (is_quarantined(source)) {
            ++m_scan.m_counts.kept;
            return *m_scan.m_quarantine.find(source);
        }
        ++m_scan.m_counts.read;
        return m_scan.m_shards != nullptr ? made_facts(i) : m_scan.m_scanner(source, m_placing.placer());
    }

    /// What a shard has is newer than what the state knows.
    void take_made() {
        m_made = m_scan.m_shards->facts(m_unit.first, m_unit.sources.size());
        for (std::size_t i = 0; i < m_made.size(); ++i) {
            if (is_made(i)) m_slots[i].reset();
        }
    }

    bool is_made(std::size_t i) const { return i < m_made.size() && !m_made[i].empty(); }

    Facts made_facts(std::size_t i) const {
        const Source& source = m_unit.sources[i];
        if (!is_made(i))
            throw PlanRefused("the plan is no longer true: the state and the ledger do not have what they knew of '" +
                              to_utf8(source.path) + "' when it was made: plan again");
        std::optional<Facts> facts = decode(m_made[i], m_scan.m_parts);
        if (!facts || facts->fingerprint.stamp != source.stamp)
            throw ShardsRefused("damaged: a shard has other facts of '" + to_utf8(source.path) +
                                "' than the plan asked for: scan it again");
        return *std::move(facts);
    }

    /// Without one the source has a problem, and is read again in the next run.
    void add_checksum(const Source& source, Facts& facts) {
        Outcome<std::string> checksum = checksums::file_checksum(source, m_stop);
        if (!checksum) return facts.problems.push_back(std::move(checksum).take_problem());
        facts.checksum = *std::move(checksum);
        ++m_scan.m_counts.summed;
    }

    void tell_why_read(std::size_t i, const Facts& facts) {
        const Source& source = m_unit.sources[i];
        if (is_quarantined(source)) return;
        const std::string reason = reason_to_read(i);
        if (!facts.understood) return m_scan.m_why->note(source, true, reason);
        m_scan.m_why->note(source, facts.understood->attributes, true, reason);
    }

    std::string reason_to_read(std::size_t i) {
        const Source& source = m_unit.sources[i];
        if (m_scan.m_state == nullptr) return "nothing is known of earlier runs: there is no state";
        if (m_unit.block == nullptr)
            return "nothing is known of its archive, or only what other readers, policies or another root gave";
        const auto& known = m_unit.block->sources;
        const auto before = std::ranges::lower_bound(known, source.relative, {}, &KnownSource::relative);
        if (before == known.end() || before->relative != source.relative) return "it is new";
        if (m_scan.m_trust == Trust::full) return "--trust full reads everything";
        if (m_slots[i]) return reason_of_parts(i);
        if (is_made(i) && before->stamp == source.stamp && !before->has_errors)
            return "the plan says so: what it depends on changed, or rules find another time in its name";
        return reason_to_read_again(*before, source, m_unit.block->has_references_of_other_context);
    }

    /// Why a source is read whose own stamp is as it was: one of its parts changed.
    std::string reason_of_parts(std::size_t i) const {
        const Source& source = m_unit.sources[i];
        const std::optional<Facts> facts = decode(m_old[*m_slots[i]], m_scan.m_parts);
        if (!facts) return "what was known of it cannot be decoded";
        if (needs_tape(facts->fingerprint, m_scan.m_offline.is_offline()))
            return "a file that it depends on is on tape only (scan.offline_files)";
        for (const Sighting& part : facts->fingerprint.parts) {
            if (!are_unchanged({part}, m_scan.m_web))
                return "'" + to_utf8(part.path) + "', which it depends on, changed";
        }
        if (!m_placing.finds_same_time(source, *facts)) return "the rules find another time in its name";
        return "its first bytes are others (--trust header), or are not known yet";
    }

    /// A known source that is not there, and that nothing is kept of.
    void tell_why_gone(const KnownSource& known, const std::string& encoded) const {
        const Archive& archive = m_scan.m_config.archives[m_unit.archive];
        const Source source{archive.root + '/' + known.relative, known.relative, m_unit.archive, known.format,
                            known.stamp};
        const std::optional<Facts> facts = decode(encoded, m_scan.m_parts);
        const std::string reason = "it has another name now, or the globs do not want it any more";
        if (facts && facts->understood) m_scan.m_why->note(source, facts->understood->attributes, false, reason);
    }

    bool is_unchanged(std::size_t i) {
        const bool stamp_suffices = !is_store(m_unit.sources[i].format) && m_scan.m_trust == Trust::stat;
        if (m_slots[i] && stamp_suffices) return true;
        load();
        if (m_slots[i]) return kept_facts(i).has_value();
        if (!m_unit.block->sources[i].has_errors || m_stop) return false;
        return encode(read(i)) == m_old[i];
    }

    /// The encoded Facts of the block.
    void load() {
        if (!m_old.empty()) return;
        m_old = m_scan.m_state->facts(m_unit.block->id);
        if (m_old.size() != m_unit.block->sources.size()) throw undecodable(m_scan.m_state->path());
    }

    /// What was understood of known sources that are not there, or were not understood this time.
    std::vector<LastGood> find_lost(const std::vector<char>& failed) {
        std::vector<LastGood> lost;
        if (m_unit.block == nullptr) return lost;
        const std::vector<KnownSource>& known = m_unit.block->sources;
        std::size_t i = 0;
        for (std::size_t slot = 0; slot < known.size(); ++slot) {
            while (i < m_unit.sources.size() && m_unit.sources[i].relative < known[slot].relative) ++i;
            const bool is_there = i < m_unit.sources.size() && m_unit.sources[i].relative == known[slot].relative;
            if (is_there ? failed[i] == 0 : !m_is_lost(m_unit.archive, known[slot])) {
                if (m_scan.m_why == nullptr || is_there) continue;
                load();
                tell_why_gone(known[slot], m_old[slot]);
                continue;
            }
            load();
            const std::optional<Facts> facts = decode(m_old[slot], m_scan.m_parts);
            if (!facts) throw undecodable(m_scan.m_state->path());
            if (!facts->understood) continue;
            lost.push_back({m_scan.m_config.archives[m_unit.archive].name, known[slot].relative, m_scan.m_now_s,
                            std::move(m_old[slot])});
        }
        return lost;
    }

    /// Finds the known sources among those of the unit; both are sorted by path.
    void match() {
        m_slots.resize(m_unit.sources.size());
        if (m_unit.block == nullptr || m_scan.m_trust == Trust::full) return;
        const std::vector<KnownSource>& known = m_unit.block->sources;
        std::size_t slot = 0;
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            const Source& source = m_unit.sources[i];
            while (slot < known.size() && known[slot].relative < source.relative) ++slot;
            if (slot == known.size() || known[slot].relative != source.relative) continue;
            if (!m_scan.m_known[m_unit.archive].holds(*m_unit.block, known[slot], source)) continue;
            m_slots[i] = slot;
            m_any_known = true;
        }
    }

    /// nullopt: the source has to be read.
    std::optional<Facts> kept_facts(std::size_t i) {
        if (!m_slots[i]) return std::nullopt;
        std::optional<Facts> facts = decode(m_old[*m_slots[i]], m_scan.m_parts);
        if (!facts) throw undecodable(m_scan.m_state->path());
        if (m_scan.m_shards != nullptr) return facts;  // the plan looked whether they hold
        const Source& source = m_unit.sources[i];
        const Fingerprint& fingerprint = facts->fingerprint;
        const NoRecall no_recall(m_scan.m_offline.is_offline());
        if (needs_tape(fingerprint, m_scan.m_offline.is_offline()))
            return std::nullopt;  // what is known goes to the ledger, as of a file
        if (!are_unchanged(fingerprint.parts, m_scan.m_web) || !m_placing.finds_same_time(source, *facts))
            return std::nullopt;
        if (m_scan.m_trust == Trust::header && fingerprint.heads != heads_digest(source.path, fingerprint))
            return std::nullopt;
        return facts;
    }

    bool is_as_it_was(const std::vector<KnownSource>& keys, const std::vector<std::string>& encoded) const {
        if (m_unit.block == nullptr || m_unit.block->has_references_of_other_context) return false;
        return keys == m_unit.block->sources && encoded == m_old;
    }

    void replace(std::vector<KnownSource> keys, std::vector<std::string> encoded, const std::vector<LastGood>& lost) {
        std::vector<std::int64_t> removed;
        if (m_unit.block != nullptr) removed.push_back(m_unit.block->id);
        m_scan.m_state->replace(m_scan.m_config.archives[m_unit.archive].name, m_scan.m_contexts[m_unit.archive],
                                removed, in_blocks(std::move(keys), std::move(encoded)), lost);
    }

    Scan& m_scan;
    const Unit& m_unit;
    const Placing& m_placing;
    const IsLost& m_is_lost;
    const Deliver& m_deliver;
    const std::atomic<bool>& m_stop;
    std::vector<std::optional<std::size_t>> m_slots;  ///< of the sources in the block, where its Facts may hold
    bool m_any_known = false;
    std::vector<std::string> m_old;   ///< encoded Facts of the block
    std::vector<std::string> m_made;  ///< those that shards have of the sources of the unit; empty: none
};

Scan::Scan(const Config& config, const BuildOptions& options, State* state, const Quarantine& quarantine,
           WebStorages* web, Why* why)
    : m_config(config),
      m_state(state),
      m_now_s(options.now_s),
      m_trust(options.trust),
      m_keeps(!options.dry_run),
      m_sums(!options.dry_run || options.diff),
      m_quarantine(quarantine),
      m_web(web),
      m_why(why),
      m_shards(options.shards),
      m_offline(config.scan.offline, config.archives),
      m_scanner(config, options, m_offline.is_offline(), web) {
    for (const Archive& archive : config.archives) {
        m_contexts.push_back(scan_context(config, archive, options.reader));
        m_known.emplace_back(state == nullptr ? std::vector<BlockOfKeys>()
                                              : state->blocks(archive.name, m_contexts.back()));
    }
}

bool Scan::nothing_changed(std::span<const Source> sources, const Placing& placing, const std::atomic<bool>& stop) {
    if (m_state == nullptr || m_trust == Trust::full || (m_shards != nullptr && m_shards->any_to_read())) return false;
    const std::vector<Unit> all = units(sources);
    const IsLost never;
    const Deliver nowhere;
    std::atomic<bool> any_changed = false;
    parallel_for(all.size(), [&](std::size_t i) {
        if (stop || any_changed) return;
        if (!UnitScan(*this, all[i], placing, never, nowhere, stop).nothing_changed()) any_changed = true;
    });
    return !any_changed && !stop;
}

std::vector<Need> Scan::needs(std::span<const Source> sources, const Placing& placing, const std::atomic<bool>& stop) {
    std::vector<Need> needs(sources.size(), Need::reading);
    const std::vector<Unit> all = units(sources);
    const IsLost never;
    const Deliver nowhere;
    parallel_for(all.size(), [&](std::size_t i) {
        if (stop) return;
        UnitScan(*this, all[i], placing, never, nowhere, stop)
            .note_needs(std::span(needs).subspan(all[i].first, all[i].sources.size()));
    });
    return needs;
}

void Scan::run(std::span<const Source> sources, const Placing& placing, const IsLost& is_lost, const Deliver& deliver,
               const std::atomic<bool>& stop) {
    m_counts.read = m_counts.kept = 0;
    m_lost.clear();
    const std::vector<Unit> all = units(sources);
    parallel_for(all.size(), [&](std::size_t i) {
        if (!stop) UnitScan(*this, all[i], placing, is_lost, deliver, stop).run();
    });
    if (m_state == nullptr || !m_keeps) return;
    std::vector<std::string> names;
    for (const Archive& archive : m_config.archives) names.push_back(archive.name);
    if (!stop) m_state->keep_archives(names);
    m_state->save();
}

std::map<std::pair<std::string, std::string>, Scan::Kept> Scan::last_good() const {
    std::map<std::pair<std::string, std::string>, Kept> kept;
    std::vector<LastGood> all = m_state == nullptr ? std::vector<LastGood>() : m_state->last_good();
    all.insert(all.end(), m_lost.begin(), m_lost.end());
    for (const LastGood& one : all) {
        std::optional<Facts> facts = decode(one.facts, m_parts);
        if (!facts) throw undecodable(m_state->path());
        kept.insert_or_assign({one.archive, one.relative}, Kept{one.since_s, *std::move(facts)});
    }
    return kept;
}

std::vector<Facts> Scan::facts_of(const BlockOfKeys& block) const {
    const std::vector<std::string> encoded = m_state->facts(block.id);
    if (encoded.size() != block.sources.size()) throw undecodable(m_state->path());
    std::vector<Facts> facts;
    for (const std::string& one : encoded) {
        std::optional<Facts> decoded = decode(one, m_parts);
        if (!decoded) throw undecodable(m_state->path());
        facts.push_back(*std::move(decoded));
    }
    return facts;
}

std::vector<Scan::Unit> Scan::units(std::span<const Source> sources) const {
    std::vector<Unit> units;
    for (std::size_t archive = 0; archive < m_config.archives.size(); ++archive) {
        const auto of_archive = std::ranges::equal_range(sources, archive, {}, &Source::archive);
        add_units_of_archive({of_archive.begin(), of_archive.end()}, archive, units);
    }
    for (Unit& unit : units) {
        if (!unit.sources.empty()) unit.first = static_cast<std::size_t>(unit.sources.data() - sources.data());
    }
    return units;
}

void Scan::add_units_of_archive(std::span<const Source> sources, std::size_t archive, std::vector<Unit>& units) const {
    const std::vector<BlockOfKeys>& blocks = m_known[archive].blocks();
    if (blocks.empty()) {
        for (std::size_t begin = 0; begin < sources.size(); begin += k_sources_of_block) {
            units.push_back({archive, sources.subspan(begin, std::min(k_sources_of_block, sources.size() - begin))});
        }
        return;
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        std::size_t end = sources.size();
        if (i + 1 < blocks.size()) {
            const auto next = std::ranges::lower_bound(sources.subspan(begin), blocks[i + 1].sources.front().relative,
                                                       {}, &Source::relative);
            end = static_cast<std::size_t>(next - sources.begin());
        }
        units.push_back({archive, sources.subspan(begin, end - begin), &blocks[i]});
        begin = end;
    }
}

}  // namespace cairn
