#include "builder/quarantine.hpp"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "builder/scan_context.hpp"

namespace cairn {

namespace {

constexpr std::int64_t k_day_s = 86'400;
constexpr std::int64_t k_longest_s = 30 * k_day_s;

/// The codes of problems that cost a worker process, or all the time that a source may take.
constexpr std::array<std::string_view, 5> k_codes{"probe/worker-crashed", "probe/worker-timeout", "probe/worker-memory",
                                                  "probe/worker-reply", "probe/timeout"};

bool is_bad(const Facts& facts) {
    return std::ranges::find(k_codes, std::string_view(facts.problems.back().code)) != k_codes.end();
}

std::uint64_t circumstances(const Config& config, const Archive& archive, ReaderChoice reader) {
    const std::array<std::uint64_t, 3> all{scan_context(config, archive, reader).files, config.limits.worker_seconds,
                                           config.limits.worker_memory_bytes};
    return XXH3_64bits(all.data(), sizeof all);
}

/// Without what a file of text does not keep.
Facts remembered(const Facts& failed) {
    Facts facts;
    facts.format = failed.format;
    facts.fingerprint.stamp = failed.fingerprint.stamp;
    facts.problems = failed.problems;
    return facts;
}

}  // namespace

std::int64_t next_try_s(const Quarantined& one) {
    return one.tried_s + std::clamp(one.tried_s - one.since_s, k_day_s, k_longest_s);
}

Quarantine::Quarantine(const Config& config, const BuildOptions& options,
                       const std::map<SourceKey, Quarantined>& before)
    : m_config(config), m_now_s(options.now_s), m_before(before) {
    for (const Archive& archive : config.archives) m_with.push_back(circumstances(config, archive, options.reader));
}

/// A clock that was set back makes nobody wait longer.
bool Quarantine::holds(const Quarantined& one, std::uint64_t with) const {
    return one.with == with && m_now_s >= one.tried_s && m_now_s < next_try_s(one);
}

const Facts* Quarantine::find(const Source& source) const {
    if (m_before.empty()) return nullptr;
    const auto known = m_before.find({m_config.archives[source.archive].name, source.relative});
    if (known == m_before.end() || !holds(known->second, m_with[source.archive])) return nullptr;
    const Facts& facts = known->second.facts;
    return facts.format == source.format && facts.fingerprint.stamp == source.stamp ? &facts : nullptr;
}

std::map<SourceKey, Quarantined> Quarantine::next(std::vector<FailedSource>& failed) const {
    std::map<SourceKey, Quarantined> next;
    for (const auto& [key, one] : m_before) {
        const bool is_asked_for =
            std::ranges::find(m_config.archives, key.first, &Archive::name) != m_config.archives.end();
        if (!is_asked_for) next.emplace(key, one);
    }
    for (FailedSource& one : failed) {
        if (!is_bad(one.facts)) continue;
        const SourceKey key(m_config.archives[one.source.archive].name, one.source.relative);
        const auto known = m_before.find(key);
        Quarantined bad{m_now_s, m_now_s, m_with[one.source.archive], remembered(one.facts)};
        if (known != m_before.end() && known->second.facts.fingerprint.stamp == one.source.stamp) {
            bad.since_s = std::min(known->second.since_s, m_now_s);
            if (find(one.source) != nullptr) bad = known->second;
        }
        one.facts.problems.back().message += "; it is in quarantine: unless it changes, it is not opened before " +
                                             to_rfc3339({next_try_s(bad) * 1'000'000});
        next.insert_or_assign(key, std::move(bad));
    }
    return next;
}

std::uint64_t Quarantine::hash_of_dues() const {
    std::uint64_t hash = 0;
    for (const auto& [key, one] : m_before) {
        const auto archive = std::ranges::find(m_config.archives, key.first, &Archive::name);
        if (archive == m_config.archives.end()) continue;
        const auto index = static_cast<std::size_t>(archive - m_config.archives.begin());
        const char is_due = holds(one, m_with[index]) ? 0 : 1;
        hash = XXH3_64bits_withSeed(&is_due, 1, hash);
    }
    return hash;
}

}  // namespace cairn
