#include "builder/pipeline.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <mutex>
#include <set>
#include <string>
#include <tuple>

#include "base/interrupted.hpp"
#include "base/text.hpp"
#include "builder/absences.hpp"
#include "builder/discovery.hpp"
#include "builder/entries/entries.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/neighbours.hpp"
#include "builder/kept_sources.hpp"
#include "builder/last_run.hpp"
#include "builder/last_tree.hpp"
#include "builder/ledger/ledger_file.hpp"
#include "builder/losses.hpp"
#include "builder/offline_sources.hpp"
#include "builder/parallel_for.hpp"
#include "builder/placing.hpp"
#include "builder/planning.hpp"
#include "builder/quarantine.hpp"
#include "builder/quick_look_items.hpp"
#include "builder/quick_looks.hpp"
#include "builder/record_entries.hpp"
#include "builder/scan.hpp"
#include "builder/shards/shard_set.hpp"
#include "builder/stated_checksums.hpp"
#include "builder/tree_spread.hpp"
#include "builder/virtual_items.hpp"
#include "builder/virtual_stores.hpp"
#include "builder/web_archives.hpp"
#include "builder/why.hpp"
#include "builder/write/check_output.hpp"
#include "builder/write/staging.hpp"
#include "builder/writing.hpp"

namespace cairn {

namespace {

/// A run that was asked to stop ends within a second.
constexpr std::chrono::milliseconds k_to_tidy_up{400};

/// Everything that is found, in no particular order until it is sorted.
struct Collected {
    std::mutex mutex;  ///< guards the rest
    std::vector<Problem> problems;
    std::vector<FailedSource> failed;
};

/// Refuses a list that became too much smaller, and keeps how large it is now.
void keep_records(const RecordCounts& now, const Config& config, const BuildOptions& options, State* state) {
    if (state == nullptr) return;
    const RecordCounts before = state->record_counts();
    if (!options.accept_removals) refuse_losses(losses(before, now, config), config.limits.max_removed_percent);
    if (options.dry_run || now == before) return;
    state->keep_record_counts(now);
    state->save();
}

/// What the ledger was, and what it is after this run.
struct KeptFacts {
    const Ledger& before;
    Ledger next = {};
};

/// What stays of sources that are not there, and the problems of those that were not understood.
void add_kept(KeptSources sources, const Scan& scan, const Quarantine& quarantine, KeptFacts& kept, Entries& entries,
              Collected& collected, BuildResult& result, Progress& progress) {
    auto quarantined = quarantine.next(collected.failed);
    sources.decide(kept.before, scan.last_good(), collected.failed, result.problems);
    result.kept = sources.counts();
    kept.next = sources.take_ledger();
    kept.next.quarantined = std::move(quarantined);
    result.quarantined = kept.next.quarantined.size();
    for (Entry& entry : sources.take_entries()) entries.add(std::move(entry));
    for (FailedSource& failed : collected.failed) {
        progress.add_problem();
        auto& problems = failed.facts.problems;
        std::move(problems.begin(), problems.end(), std::back_inserter(collected.problems));
    }
}

/// From what was found to entries, which are added to `entries`.
void understand(const Config& config, const BuildOptions& options, Found& found, Scan& scan, State* state,
                const Quarantine& quarantine, Why* why, KeptFacts& kept, Entries& entries,
                BuildResult& result, Progress& progress, const std::atomic<bool>& stop) {
    const checksums::ChecksumLists lists(stated_by_lists(config, options, found), result.problems);
    progress.begin("reading", found.sources.size());
    Placing placing(config, lists);
    const Absences absences(config, scan, found.sources, found.waiting, found.offline, result.problems);
    if (!options.accept_removals)
        refuse_losses(losses(scan, config, absences, placing), config.limits.max_removed_percent);
    Collected collected;
    Neighbours neighbours(found.other_files);
    const auto deliver = [&](const Source& source, Facts facts) {
        if (!facts.understood) {
            const std::lock_guard lock(collected.mutex);
            collected.failed.push_back({source, std::move(facts)});
            return progress.advance(1);
        }
        std::vector<Problem> problems;
        Outcome<Entry> entry = placing(source, std::move(facts), problems);
        if (!entry) progress.add_problem();
        progress.advance(1);
        if (entry) neighbours.see(*entry);
        const bool is_fine = entry && problems.empty();
        if (entry) entries.add(*std::move(entry));
        if (is_fine) return;
        const std::lock_guard lock(collected.mutex);
        std::move(problems.begin(), problems.end(), std::back_inserter(collected.problems));
        if (!entry) collected.problems.push_back(std::move(entry).take_problem());
    };
    const auto is_lost = [&](std::size_t archive, const KnownSource& known) {
        return absences.of_known(archive, known.relative, known.stamp).has_value();
    };
    tbb::task_arena(static_cast<int>(threads_to_read(config, options.jobs))).execute([&] {
        scan.run(found.sources, placing, is_lost, deliver, stop);
    });
    throw_when_stopped(stop);
    result.sources_read = scan.counts().read;
    result.checksums_computed = scan.counts().summed;
    add_kept(KeptSources(config, absences, options.now_s, placing, why), scan, quarantine, kept, entries, collected,
             result, progress);
    found.sources = {};  // what documents are made of is in the entries
    for (const OtherFile& file : found.other_files) {
        Outcome<Entry> entry = placing(file, neighbours, collected.problems);
        if (!entry) {
            collected.problems.push_back(std::move(entry).take_problem());
            continue;
        }
        ++result.other_assets;
        entries.add(*std::move(entry));
    }
    const RecordCounts recorded = add_records(config, placing, entries, result, progress, stop);
    throw_when_stopped(stop);
    settle_offline(found.offline, placing, entries, collected.problems);
    std::vector<Problem> of_lists = lists.disagreements();
    for (auto* problems : {&collected.problems, &of_lists})
        std::move(problems->begin(), problems->end(), std::back_inserter(result.problems));
    keep_records(recorded, config, options, state);
}

/// Problems of a source have its path, or one below it.
void note_collection(const Entry& entry, BuildResult& result) {
    const std::string path = to_utf8(entry.source.path);
    const auto at = std::lower_bound(result.problems.begin(), result.problems.end(), path,
                                     [](const Problem& problem, const std::string& key) { return problem.path < key; });
    // What sorts before '/' may stand between a source and what is in it.
    const auto below =
        at == result.problems.end() || at->path == path
            ? at
            : std::lower_bound(at, result.problems.end(), path + '/',
                               [](const Problem& problem, const std::string& key) { return problem.path < key; });
    const bool has_problem =
        below != result.problems.end() && (below->path == path || below->path.starts_with(path + '/'));
    if (has_problem && !path.empty()) result.collections.emplace(path, entry.placement.collection.str());
}

void group(Entries& entries, const Config& config, BuildResult& result) {
    std::vector<Problem> of_ids = entries.sort();
    std::vector<Problem> of_series = series_problems(entries.list(), entries.runs(), config, parallel_for);
    for (auto* problems : {&of_ids, &of_series})
        std::move(problems->begin(), problems->end(), std::back_inserter(result.problems));
    sort_problems(result.problems);
    if (result.problems.empty()) return;
    entries.list().for_each([&](std::size_t, const Entry& entry) { note_collection(entry, result); });
}

/// When all entries are known but those that are made here. `Items`: says of which Items what is wanted.
template <class Items, class Files>
void add_made(Files& files, std::string_view stage, const Config& config, const LastTree& last,
              const BuildOptions& options, Entries& entries, BuildResult& result, Progress& progress,
              const std::atomic<bool>& stop) {
    progress.begin(stage, 0);
    Items items(config);
    entries.take_if([&items](const Entry& entry) {
        items.see(entry);
        return false;
    });
    const auto reuse = options.trust == Trust::full ? FilesBeside::Reuse::nothing : FilesBeside::Reuse::unchanged;
    for (Entry& entry : files.make(items.take(), last, reuse, result.problems, stop)) entries.add(std::move(entry));
}

/// For people: what was done, and why.
void explain(const Why& why, const std::optional<LastRun>& last, const BuildOptions& options,
             const std::optional<Staging>& staging, BuildResult& result) {
    CommonCauses common;
    common.has_catalog = !staging.has_value() || !staging->previous().empty();
    common.is_last_known = last.has_value();
    common.other_program = last && last->program != options.program_number;
    common.other_configuration = last && !common.other_program && last->asked != options.inputs;
    const std::vector<Change> changes = result.diff ? changes_of(*result.diff) : result.changes;
    result.why = why.reasons(changes, common, [&](const std::string& path) {
        if (!staging.has_value()) return false;
        const Digest* before = staging->previous().find(path);
        const Digest* now = staging->written().find(path);
        return before != nullptr && now != nullptr && *before == *now;
    });
}

/// nullptr: one process makes the tree.
const TreeSpread* spread_of(const BuildOptions& options) {
    return options.shards != nullptr && options.shards->spread() ? &*options.shards->spread() : nullptr;
}

std::uint64_t digest_of_all(const std::array<std::uint64_t, 5>& numbers) {
    return XXH3_64bits(numbers.data(), sizeof numbers);
}

/// Everything between the walk and the end of the run.
void build_of(Found& found, Scan& scan, State* state, LedgerFile& ledger, const Quarantine& quarantine, Why* why,
              const Config& config, const BuildOptions& options, Filesystem& filesystem,
              std::optional<Staging>& staging, BuildResult& result, Progress& progress, const std::atomic<bool>& stop) {
    const auto records = stamps_of_records(config);
    const bool may_be_same = state != nullptr && staging.has_value() && options.inputs != 0 && records.has_value() &&
                             are_settled(found.checksum_lists);
    const std::uint64_t of_walk =
        may_be_same ? inputs_of(options, result, found, *records) ^ quarantine.hash_of_dues() : 0;
    const auto with_ledger = [&] {
        return of_walk ^ ledger.digest() ^ hash_of_ages(ledger.ledger(), config, options.now_s);
    };
    const std::uint64_t inputs = with_ledger();
    const std::optional<LastRun> last = state == nullptr ? std::nullopt : decode_last_run(state->recall(options.out));
    if (may_be_same && !options.validate_all) {
        const checksums::ChecksumLists no_lists;
        const bool may_hold = last && last->inputs == inputs && last->manifest == hash_of(staging->previous());
        const auto nothing_changed = [&] {
            return tbb::task_arena(static_cast<int>(threads_to_read(config, options.jobs))).execute([&] {
                return scan.nothing_changed(found.sources, Placing(config, no_lists), stop);
            });
        };
        if (may_hold && nothing_changed() && last->facts == state->digest() &&
            take_last_run(*last, *staging, progress, result)) {
            result.sources_read = scan.counts().read;
            return;
        }
        throw_when_stopped(stop);
    }
    KeptFacts kept{ledger.ledger()};
    Entries entries;
    VirtualStores virtual_stores(config, options.out, options.program_number);
    QuickLooks quick_looks(config, options.out, options.program_number);
    understand(config, options, found, scan, state, quarantine, why, kept, entries, result, progress, stop);
    if (virtual_stores.are_wanted()) {
        const LastTree tree = staging ? last_tree(*staging, filesystem) : last_tree(filesystem, options.out);
        add_made<VirtualItems>(virtual_stores, "virtualizing", config, tree, options, entries, result, progress, stop);
    }
    const TreeSpread* spread = spread_of(options);
    SharedEntries shared;
    std::set<std::string> own_collections;
    if (spread != nullptr) {
        entries.take_if([&shared](const Entry& entry) {
            shared.see(entry);
            return false;
        });
        if (spread->parts == nullptr) {
            own_collections = shared.collections_of(spread->part, spread->of);
            quick_looks.draw_only(own_collections);
        }
    }
    if (quick_looks.are_wanted()) {
        const LastTree tree = staging ? last_tree(*staging, filesystem) : last_tree(filesystem, options.out);
        add_made<QuickLookItems>(quick_looks, "drawing", config, tree, options, entries, result, progress, stop);
    }
    group(entries, config, result);
    const TreePartSet* parts = nullptr;
    if (spread != nullptr) {
        const std::uint64_t made_of =
            digest_of_all({spread->inputs, scan.counts().facts, ledger.digest(), result.records, shared.size()});
        const SortedEntries sorted(entries.list(), entries.runs());
        progress.begin(k_writing, 0);
        parts = spread->parts;
        if (parts == nullptr) return write_tree_part(sorted, own_collections, config, options, made_of, result, stop);
        parts->refuse_others(made_of);
    }
    write_whole(entries, {&virtual_stores, &quick_looks}, parts, config, options, filesystem, staging, result, progress, stop);
    if (why != nullptr) explain(*why, last, options, staging, result);
    if (!result.published) return;
    if (virtual_stores.are_wanted()) staging->write_beside(k_references, virtual_stores.memory());
    if (quick_looks.are_wanted()) staging->write_beside(k_quick_looks, quick_looks.memory());
    ledger.replace(kept.next);
    if (state != nullptr) state->forget_last_good();
    if (may_be_same) {
        state->remember(options.out,
                        encode(last_run_of(options, with_ledger(), state->digest(), staging->written(), result)));
    }
}

}  // namespace

std::uint64_t BuildResult::files_ignored() const {
    std::uint64_t count = files_excluded;
    for (const auto& [kind, files] : other_files) count += files;
    return count - other_assets;
}

void sort_problems(std::vector<Problem>& problems) {
    std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.path, a.code, a.message) < std::tie(b.path, b.code, b.message);
    });
}

void throw_when_stopped(const std::atomic<bool>& stop) {
    if (stop) throw Interrupted("interrupted: nothing was published");
}

std::uint64_t error_count(const std::vector<Problem>& problems) {
    return static_cast<std::uint64_t>(std::count_if(
        problems.begin(), problems.end(), [](const Problem& problem) { return problem.severity == Severity::error; }));
}

void build(const Config& config, const BuildOptions& options, Filesystem& filesystem, Progress& progress,
           const std::atomic<bool>& stop, BuildResult& result) {
    const std::unique_ptr<WebStorages> web = web_archives(config, &result.problems);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism,
                                      threads_to_read(config, options.jobs));
    tbb::task_arena arena(static_cast<int>(options.jobs));
    arena.execute([&] {
        const OutputRequest output = output_request(config, options);
        std::optional<Staging> staging;
        if (options.dry_run) {
            check_output(filesystem, output);
        } else {
            begin_staging(staging, filesystem, output, config, options, progress, stop);
        }
        const HiddenFolders hidden = hidden_folders(filesystem, options.out);
        try {
            std::optional<State> state;
            if (!options.state.empty()) state.emplace(options.state);
            if (state && !options.dry_run) state->refuse_read_only();
            LedgerFile ledger(filesystem, options.ledger);
            const Quarantine quarantine(config, options, ledger.ledger().quarantined);
            result.quarantined = ledger.ledger().quarantined.size();
            std::optional<Why> why;
            if (options.why) why.emplace(config);
            Scan scan(config, options, state ? &*state : nullptr, quarantine, web.get(), why ? &*why : nullptr);
            const auto walk = [&] {
                return discover(config, options, hidden, scan, web.get(), result, progress, stop);
            };
            Found found =
                options.shards != nullptr
                    ? found_by_plan(options.shards->walk(), result)
                    : tbb::task_arena(static_cast<int>(threads_to_read(config, options.jobs))).execute(walk);
            build_of(found, scan, state ? &*state : nullptr, ledger, quarantine, why ? &*why : nullptr, config, options,
                     filesystem, staging, result, progress, stop);
            if (web) result.traffic = web->traffic();
            if (state && staging.has_value()) state->save();
        } catch (const Interrupted&) {
            if (staging.has_value()) staging->abandon(k_to_tidy_up);
            throw;
        }
    });
}

BuildResult build(const Config& config, const BuildOptions& options, Filesystem& filesystem, Progress& progress,
                  const std::atomic<bool>& stop) {
    BuildResult result;
    build(config, options, filesystem, progress, stop, result);
    return result;
}

}  // namespace cairn
