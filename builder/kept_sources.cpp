#include "builder/kept_sources.hpp"

#include <xxhash.h>

#include <algorithm>

#include "base/text.hpp"

namespace cairn {

namespace {

UtcInstant instant_of(std::int64_t seconds) { return {seconds * 1'000'000}; }

std::optional<std::size_t> index_of(const Config& config, const std::string& archive) {
    const auto at = std::ranges::find(config.archives, archive, &Archive::name);
    if (at == config.archives.end()) return std::nullopt;
    return static_cast<std::size_t>(at - config.archives.begin());
}

Source source_of(const std::string& relative, const Facts& facts, const Archive& archive, std::size_t index) {
    const std::string path = relative == "." ? archive.root : archive.root + '/' + relative;
    return {path, relative, index, facts.format, facts.fingerprint.stamp};
}

/// A clock that was set back makes nothing older.
bool is_kept_for_now(const LedgerEntry& entry, const Config& config, std::int64_t now_s) {
    return entry.why != Absent::unreadable || now_s - entry.since_s < config.scan.keep_unreadable_s;
}

std::string reason_of(Absent why) {
    switch (why) {
        case Absent::removed:
            return "it is not there any more";
        case Absent::unreadable:
            return "it cannot be read any more";
        case Absent::waiting:
            return "it is being written to (scan.min_age)";
        case Absent::offline:
            break;
    }
    return "it is on tape only (scan.offline_files)";
}

}  // namespace

struct KeptSources::Candidate {
    Facts facts;
    const LedgerEntry* before = nullptr;       ///< nullptr: the ledger does not have it
    std::optional<std::int64_t> lost_since_s;  ///< nullopt: known from the ledger alone
};

void KeptSources::decide(const Ledger& before, std::map<Key, Scan::Kept> last_good, std::vector<FailedSource>& failed,
                         std::vector<Problem>& problems) {
    for (const FailedSource& one : failed)
        m_failed.emplace(Key(archive_name(m_config, one.source.archive), one.source.relative), &one);
    std::map<Key, Candidate> candidates;
    for (const auto& [key, entry] : before.kept) candidates.emplace(key, Candidate{entry.facts, &entry, std::nullopt});
    for (auto& [key, kept] : last_good) {
        Candidate& candidate = candidates[key];
        candidate.facts = std::move(kept.facts);
        candidate.lost_since_s = kept.since_s;
    }
    for (auto& [key, candidate] : candidates) add(key, std::move(candidate));
    soften(failed, problems);
}

void KeptSources::add(const Key& key, Candidate candidate) {
    const std::optional<std::size_t> archive = index_of(m_config, key.first);
    const std::optional<Absent> why = archive ? why_absent(key, candidate, *archive) : std::nullopt;
    if (why) return keep(key, std::move(candidate), *archive, *why);
    // What nobody asks for now stays in the ledger: a configuration may ask for it again.
    const bool is_there = archive && m_absences.is_there(*archive, key.second);
    if (!is_there && candidate.before != nullptr) m_ledger.kept.emplace(key, *candidate.before);
}

std::optional<Absent> KeptSources::why_absent(const Key& key, const Candidate& candidate, std::size_t archive) const {
    const auto failed = m_failed.find(key);
    if (failed != m_failed.end()) {
        const bool is_offline = failed->second->facts.problems.back().code == k_offline;
        return is_offline ? Absent::offline : Absent::unreadable;
    }
    return m_absences.of(archive, key.second, candidate.facts.fingerprint.stamp);
}

void KeptSources::keep(const Key& key, Candidate candidate, std::size_t archive, Absent why) {
    const bool is_as_before = candidate.before != nullptr && !candidate.lost_since_s && candidate.before->why == why;
    LedgerEntry kept{why, is_as_before ? candidate.before->since_s : candidate.lost_since_s.value_or(m_now_s),
                     std::move(candidate.facts)};
    const auto failed = m_failed.find(key);
    const Source source = failed == m_failed.end()
                              ? source_of(key.second, kept.facts, m_config.archives[archive], archive)
                              : failed->second->source;
    const bool is_too_old = why == Absent::unreadable && !is_kept_for_now(kept, m_config, m_now_s);
    if (m_why != nullptr && (!is_as_before || is_too_old))
        m_why->note(source, kept.facts.understood->attributes, false,
                    is_too_old ? "it could not be read for longer than scan.keep_unreadable" : reason_of(why));
    std::vector<Problem> ignored;  // nobody can mend what is not there
    Outcome<Entry> entry = m_placing(source, kept.facts, ignored);
    if (entry) {
        entry->source.format = kept.facts.format;
        entry->source.stamp = kept.facts.fingerprint.stamp;
        const CollectionRule& rule = m_config.collections[entry->placement.collection_rule];
        const Removed policy = rule.removed.value_or(m_config.scan.removed);
        const bool is_kept = (why != Absent::removed) && is_kept_for_now(kept, m_config, m_now_s);
        if (!is_kept && policy == Removed::remove) return;
        if (why == Absent::unreadable && is_kept)
            m_softened.emplace(to_utf8(source.path), kept.since_s + m_config.scan.keep_unreadable_s);
        if (why == Absent::offline) m_offline.insert(to_utf8(source.path));
        entry->absence = Absence{why, instant_of(kept.since_s), !is_kept && policy == Removed::deprecate};
        count(*entry->absence, is_kept);
        m_entries.push_back(*std::move(entry));
    }
    m_ledger.kept.emplace(key, std::move(kept));
}

void KeptSources::count(const Absence& absence, bool is_kept) {
    if (!is_kept) {
        ++(absence.is_deprecated ? m_counts.deprecated : m_counts.retained);
        return;
    }
    if (absence.why == Absent::unreadable) ++m_counts.unreadable;
    if (absence.why == Absent::waiting) ++m_counts.waiting;
    if (absence.why == Absent::offline) ++m_counts.offline;
}

void KeptSources::soften(std::vector<FailedSource>& failed, std::vector<Problem>& problems) const {
    const auto make_warning = [&](Problem& problem, std::int64_t until_s) {
        problem.severity = Severity::warning;
        problem.message +=
            "; what was known of it before stays in the catalog until " + to_rfc3339(instant_of(until_s));
    };
    for (FailedSource& one : failed) {
        if (m_offline.contains(to_utf8(one.source.path))) one.facts.problems.clear();
        const auto softened = m_softened.find(to_utf8(one.source.path));
        if (softened == m_softened.end()) continue;
        for (Problem& problem : one.facts.problems) problem.severity = Severity::warning;
        make_warning(one.facts.problems.back(), softened->second);
    }
    for (Problem& problem : problems) {
        if (!Absences::is_of_unreadable(problem)) continue;
        const auto own = m_softened.find(problem.path);
        const auto below = m_softened.lower_bound(problem.path + '/');
        const bool is_folder_of_kept = below != m_softened.end() && below->first.starts_with(problem.path + '/');
        if (own != m_softened.end()) make_warning(problem, own->second);
        if (own == m_softened.end() && is_folder_of_kept) make_warning(problem, below->second);
    }
}

std::uint64_t hash_of_ages(const Ledger& ledger, const Config& config, std::int64_t now_s) {
    std::uint64_t hash = 0;
    for (const auto& [key, entry] : ledger.kept) {
        const char is_kept = is_kept_for_now(entry, config, now_s) ? 1 : 0;
        hash = XXH3_64bits_withSeed(&is_kept, 1, hash);
    }
    return hash;
}

}  // namespace cairn
