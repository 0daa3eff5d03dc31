#include "builder/unit_scan.hpp"

#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "builder/facts/heads_digest.hpp"
#include "builder/parallel_for.hpp"
#include "builder/reasons_to_read.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/state/new_blocks.hpp"

namespace cairn {

StateRefused undecodable(const std::string& path) {
    return StateRefused("the state '" + path +
                        "' holds facts that cannot be decoded: delete it, and the next run reads every source again; "
                        "the catalog will be the same");
}

void Scan::UnitScan::take_paths() {
    m_own.assign(m_unit.sources.begin(), m_unit.sources.end());
    for (Source& source : m_own) {
        if (source.path.empty()) source.path = path_in(m_scan.m_config.archives[source.archive].root, source);
    }
    m_unit.sources = m_own;
}

void Scan::UnitScan::run() {
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
        const bool is_summed = m_scan.m_sums && m_placing.lacks_sum(source, facts);
        const bool has_new_sum = is_made(i) ? !facts.checksum.empty()
                                            : is_summed && m_scan.m_scanner.sum(source, facts, m_stop);
        if (has_new_sum) ++m_scan.m_counts.summed;
        failed[i] = facts.understood ? 0 : 1;
        if (m_scan.m_shards != nullptr) note_facts(i, is_known);
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

void Scan::UnitScan::note_needs(std::span<Need> needs) {
    match();
    if (m_any_known) load();
    for (std::size_t i = 0; i < needs.size() && !m_stop; ++i) {
        const Source& source = m_unit.sources[i];
        if (const std::optional<Facts> kept = kept_facts(i)) {
            needs[i] = m_placing.lacks_sum(source, *kept) ? Need::summing : Need::nothing;
        } else if (is_quarantined(source)) {
            needs[i] = Need::waiting;
        } else if (m_placing.needs_sum(source)) {
            needs[i] = Need::summing;
        }
    }
}

bool Scan::UnitScan::nothing_changed() {
    if (m_unit.block == nullptr) return m_unit.sources.empty();
    const std::vector<KnownSource>& known = m_unit.block->sources;
    if (m_unit.block->has_references_of_other_context || known.size() != m_unit.sources.size()) return false;
    match();
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i].relative != m_unit.sources[i].relative || !is_unchanged(i)) return false;
    }
    return true;
}

bool Scan::UnitScan::is_quarantined(const Source& source) const {
    return m_scan.m_trust != Trust::full && m_scan.m_quarantine.find(source) != nullptr;
}

Facts Scan::UnitScan::read(std::size_t i) {
    const Source& source = m_unit.sources[i];
    if (is_quarantined(source)) {
        ++m_scan.m_counts.kept;
        return *m_scan.m_quarantine.find(source);
    }
    ++m_scan.m_counts.read;
    return m_scan.m_shards != nullptr ? made_facts(i) : m_scan.m_scanner(source, m_placing.placer());
}

void Scan::UnitScan::take_made() {
    m_made = m_scan.m_shards->facts(m_unit.first, m_unit.sources.size());
    for (std::size_t i = 0; i < m_made.size(); ++i) {
        if (is_made(i)) m_slots[i].reset();
    }
}

void Scan::UnitScan::note_facts(std::size_t i, bool is_known) {
    const std::string none;
    const std::string& bytes = is_known ? m_old[*m_slots[i]] : is_made(i) ? m_made[i] : none;
    const std::string& path = m_unit.sources[i].path;
    m_scan.m_counts.facts += XXH3_64bits_withSeed(bytes.data(), bytes.size(), XXH3_64bits(path.data(), path.size()));
}

Facts Scan::UnitScan::made_facts(std::size_t i) const {
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

void Scan::UnitScan::tell_why_read(std::size_t i, const Facts& facts) {
    const Source& source = m_unit.sources[i];
    if (is_quarantined(source)) return;
    const std::string reason = reason_to_read(i);
    if (!facts.understood) return m_scan.m_why->note(source, true, reason);
    m_scan.m_why->note(source, facts.understood->attributes, true, reason);
}

std::string Scan::UnitScan::reason_to_read(std::size_t i) {
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
        return "the plan says so: what it depends on changed, rules find another time in its name, or its checksum was "
               "not known";
    return reason_to_read_again(*before, source, m_unit.block->has_references_of_other_context);
}

std::string Scan::UnitScan::reason_of_parts(std::size_t i) const {
    const Source& source = m_unit.sources[i];
    const std::optional<Facts> facts = decode(m_old[*m_slots[i]], m_scan.m_parts);
    if (!facts) return "what was known of it cannot be decoded";
    if (needs_tape(facts->fingerprint, m_scan.m_offline.is_offline()))
        return "a file that it depends on is on tape only (scan.offline_files)";
    for (const Sighting& part : facts->fingerprint.parts) {
        if (!are_unchanged({part}, m_scan.m_web)) return "'" + to_utf8(part.path) + "', which it depends on, changed";
    }
    if (!m_placing.finds_same_time(source, *facts)) return "the rules find another time in its name";
    return "its first bytes are others (--trust header), or are not known yet";
}

void Scan::UnitScan::tell_why_gone(const KnownSource& known, const std::string& encoded) const {
    const Archive& archive = m_scan.m_config.archives[m_unit.archive];
    const Source source{archive.root + '/' + known.relative, known.relative, m_unit.archive, known.format, known.stamp};
    const std::optional<Facts> facts = decode(encoded, m_scan.m_parts);
    const std::string reason = "it has another name now, or the globs do not want it any more";
    if (facts && facts->understood) m_scan.m_why->note(source, facts->understood->attributes, false, reason);
}

bool Scan::UnitScan::is_unchanged(std::size_t i) {
    const bool stamp_suffices = !is_store(m_unit.sources[i].format) && m_scan.m_trust == Trust::stat;
    if (m_slots[i] && stamp_suffices) return true;
    load();
    if (m_slots[i]) return kept_facts(i).has_value();
    if (!m_unit.block->sources[i].has_errors || m_stop) return false;
    return encode(read(i)) == m_old[i];
}

void Scan::UnitScan::load() {
    if (!m_old.empty()) return;
    m_old = m_scan.m_state->facts(m_unit.block->id);
    if (m_old.size() != m_unit.block->sources.size()) throw undecodable(m_scan.m_state->path());
}

std::vector<LastGood> Scan::UnitScan::find_lost(const std::vector<char>& failed) {
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

void Scan::UnitScan::match() {
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

std::optional<Facts> Scan::UnitScan::kept_facts(std::size_t i) {
    if (!m_slots[i]) return std::nullopt;
    std::optional<Facts> facts = decode(m_old[*m_slots[i]], m_scan.m_parts);
    if (!facts) throw undecodable(m_scan.m_state->path());
    if (m_scan.m_shards != nullptr) return facts;  // the plan looked whether they hold
    const Source& source = m_unit.sources[i];
    const Fingerprint& fingerprint = facts->fingerprint;
    const NoRecall no_recall(m_scan.m_offline.is_offline());
    if (needs_tape(fingerprint, m_scan.m_offline.is_offline()))
        return std::nullopt;  // what is known goes to the ledger, as of a file
    if (!m_placing.finds_same_time(source, *facts) || !looks_as_it_was(source, fingerprint)) return std::nullopt;
    return facts;
}

bool Scan::UnitScan::looks_as_it_was(const Source& source, const Fingerprint& fingerprint) const {
    const bool needs_heads = m_scan.m_trust == Trust::header;
    if (fingerprint.parts.empty() && !needs_heads) return true;
    const auto is_same = std::make_shared<bool>(false);
    m_scan.m_scanner.patiently(source.path, [this, is_same, path = source.path, fingerprint, needs_heads] {
        const NoRecall no_recall(m_scan.m_offline.is_offline());
        *is_same = are_unchanged(fingerprint.parts, m_scan.m_web) &&
                   (!needs_heads || fingerprint.heads == heads_digest(path, fingerprint));
    });
    return *is_same;
}

bool Scan::UnitScan::is_as_it_was(const std::vector<KnownSource>& keys, const std::vector<std::string>& encoded) const {
    if (m_unit.block == nullptr || m_unit.block->has_references_of_other_context) return false;
    return keys == m_unit.block->sources && encoded == m_old;
}

void Scan::UnitScan::replace(std::vector<KnownSource> keys, std::vector<std::string> encoded,
                             const std::vector<LastGood>& lost) {
    std::vector<std::int64_t> removed;
    if (m_unit.block != nullptr) removed.push_back(m_unit.block->id);
    m_scan.m_state->replace(m_scan.m_config.archives[m_unit.archive].name, m_scan.m_contexts[m_unit.archive], removed,
                            in_blocks(std::move(keys), std::move(encoded)), lost);
}

}  // namespace cairn
