#include "builder/scan.hpp"

#include <algorithm>
#include <optional>

#include "builder/parallel_for.hpp"
#include "builder/scan_context.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/unit_scan.hpp"

namespace cairn {

Scan::Scan(const Config& config, const BuildOptions& options, State* state, const Quarantine& quarantine,
           WebStorages* web, Why* why)
    : m_config(config),
      m_state(state),
      m_now_s(options.now_s),
      m_trust(options.trust),
      m_keeps(!options.dry_run),
      m_sums(options.shards == nullptr && (!options.dry_run || options.diff)),
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
    m_counts.read = m_counts.kept = m_counts.facts = 0;
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
