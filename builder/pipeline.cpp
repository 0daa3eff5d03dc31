#include "builder/pipeline.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <xxhash.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <tuple>

#include "base/interrupted.hpp"
#include "base/json/write.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "builder/absences.hpp"
#include "builder/discover/walk.hpp"
#include "builder/group/assemble.hpp"
#include "builder/group/attach_sources.hpp"
#include "builder/kept/known_records.hpp"
#include "builder/kept_sources.hpp"
#include "builder/last_run.hpp"
#include "builder/ledger/ledger_file.hpp"
#include "builder/losses.hpp"
#include "builder/parallel_for.hpp"
#include "builder/placing.hpp"
#include "builder/record_entries.hpp"
#include "builder/scan.hpp"
#include "builder/task_runner.hpp"
#include "builder/write/check_output.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/staging.hpp"
#include "builder/write/tree_diff.hpp"
#include "validator/sources/folder_files.hpp"
#include "validator/validate.hpp"

namespace cairn {

namespace {

/// A run that was asked to stop ends within a second.
constexpr std::chrono::milliseconds k_to_tidy_up{400};

void check(const std::atomic<bool>& stop) {
    if (stop) throw Interrupted("interrupted: nothing was published");
}

/// Everything that is found, in no particular order until it is sorted.
struct Collected {
    std::mutex mutex;  ///< guards the rest
    std::vector<Entry> entries;
    std::vector<Problem> problems;
    std::vector<FailedSource> failed;
};

void clean_paths(std::vector<Problem>& problems) {
    for (Problem& problem : problems) {
        if (auto clean = without_secrets_in_path(problem.path)) problem.path = *std::move(clean);
    }
}

const Source& source_of(const Source& source) { return source; }
const Source& source_of(const OtherFile& file) { return file.source; }

/// The href and the id of a source come from its path, which nothing can stand for: it is left out, and said.
template <class Listed>
void leave_out_secret_paths(std::vector<Listed>& listed, std::vector<Problem>& problems) {
    std::erase_if(listed, [&](const Listed& one) {
        const Source& source = source_of(one);
        if (!without_secrets_in_path(source.relative)) return false;
        problems.push_back({Stage::discover, "discover/secret-in-path", to_utf8(*without_secrets_in_path(source.path)),
                            "the path holds credentials or a signature (shown without them), which its URL would "
                            "publish: it is left out; rename it, and withdraw them",
                            Severity::error, std::nullopt});
        return true;
    });
}

struct Found {
    std::vector<Source> sources;
    std::vector<Source> waiting;         ///< sources that are too young to be read: not among the others
    std::vector<OtherFile> other_files;  ///< when they become assets
};

/// What was written to later than min_age ago may not be whole. A time in the future, as after a clock was set back, is
/// no reason to wait for ever.
void set_young_aside(Found& found, const Config& config, std::int64_t now_s) {
    constexpr std::int64_t k_second_ns = 1'000'000'000;
    const auto is_young = [&](const Source& source) {
        const std::int64_t age_s = now_s - source.stamp.modified_ns / k_second_ns;
        return age_s < config.scan.min_age_s && age_s > -config.scan.min_age_s;
    };
    const auto young = std::ranges::stable_partition(found.sources, std::not_fn(is_young));
    std::move(young.begin(), young.end(), std::back_inserter(found.waiting));
    found.sources.erase(young.begin(), young.end());
}

Found discover(const Config& config, const BuildOptions& options, const HiddenFolders& hidden, const Scan& scan,
               BuildResult& result, Progress& progress, const std::atomic<bool>& stop) {
    progress.begin("looking for files", 0);
    Found found;
    for (std::size_t i = 0; i < config.archives.size(); ++i) {
        const auto tasks = task_runner();
        WalkResult walked = walk(config.archives[i], i, *tasks, stop, {hidden.ids, hidden.paths},
                                 config.assets.other_files, scan.recollection(i));
        result.files_seen += walked.files_seen;
        clean_paths(walked.problems);
        leave_out_secret_paths(walked.sources, walked.problems);
        leave_out_secret_paths(walked.other_files, walked.problems);
        result.files_excluded += walked.files_excluded;
        for (const auto& [kind, count] : walked.other_kinds) result.other_files[kind] += count;
        std::move(walked.sources.begin(), walked.sources.end(), std::back_inserter(found.sources));
        std::move(walked.other_files.begin(), walked.other_files.end(), std::back_inserter(found.other_files));
        std::move(walked.problems.begin(), walked.problems.end(), std::back_inserter(result.problems));
    }
    check(stop);
    set_young_aside(found, config, options.now_s);
    result.waiting = found.waiting.size();
    result.sources = found.sources.size();
    return found;
}

/// Refuses a list that became too much smaller, and keeps how large it is now.
void keep_records(const std::vector<Entry>& recorded, const Config& config, const BuildOptions& options, State* state) {
    if (state == nullptr) return;
    const RecordCounts now = record_counts(recorded, config);
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
void add_kept(KeptSources sources, const Scan& scan, KeptFacts& kept, Collected& collected, BuildResult& result,
              Progress& progress) {
    sources.decide(kept.before, scan.last_good(), collected.failed, result.problems);
    result.kept = sources.counts();
    kept.next = sources.take_ledger();
    std::vector<Entry> entries = sources.take_entries();
    std::move(entries.begin(), entries.end(), std::back_inserter(collected.entries));
    for (FailedSource& failed : collected.failed) {
        progress.add_problem();
        auto& problems = failed.facts.problems;
        std::move(problems.begin(), problems.end(), std::back_inserter(collected.problems));
    }
}

std::vector<Entry> understand(const Config& config, const BuildOptions& options, const Found& found, Scan& scan,
                              State* state, KeptFacts& kept, BuildResult& result, Progress& progress,
                              const std::atomic<bool>& stop) {
    progress.begin("reading", found.sources.size());
    Placing placing(config);
    const Absences absences(config, scan, found.sources, found.waiting, result.problems);
    if (!options.accept_removals)
        refuse_losses(losses(scan, config, absences, placing), config.limits.max_removed_percent);
    Collected collected;
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
        const std::lock_guard lock(collected.mutex);
        std::move(problems.begin(), problems.end(), std::back_inserter(collected.problems));
        if (entry) {
            collected.entries.push_back(*std::move(entry));
        } else {
            collected.problems.push_back(std::move(entry).take_problem());
        }
    };
    const auto is_lost = [&](std::size_t archive, const KnownSource& known) {
        return absences.of_known(archive, known.relative, known.stamp).has_value();
    };
    scan.run(found.sources, placing, is_lost, deliver, stop);
    check(stop);
    result.sources_read = scan.counts().read;
    add_kept(KeptSources(config, absences, options.now_s, placing), scan, kept, collected, result, progress);
    for (const OtherFile& file : found.other_files) {
        Outcome<Entry> entry = placing(file, collected.problems);
        if (!entry) {
            collected.problems.push_back(std::move(entry).take_problem());
            continue;
        }
        ++result.other_assets;
        collected.entries.push_back(*std::move(entry));
    }
    std::move(collected.problems.begin(), collected.problems.end(), std::back_inserter(result.problems));
    std::vector<Entry> recorded = entries_of_records(config, placing, result, progress, stop);
    check(stop);
    keep_records(recorded, config, options, state);
    std::move(recorded.begin(), recorded.end(), std::back_inserter(collected.entries));
    return std::move(collected.entries);
}

void sort_problems(std::vector<Problem>& problems) {
    std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.path, a.code, a.message) < std::tie(b.path, b.code, b.message);
    });
}

/// Problems of a source have its path, or one below it.
void note_collections(const std::vector<Entry>& entries, BuildResult& result) {
    for (const Entry& entry : entries) {
        const std::string path = to_utf8(entry.source.path);
        const auto at =
            std::lower_bound(result.problems.begin(), result.problems.end(), path,
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
}

void group(std::vector<Entry>& entries, const Config& config, BuildResult& result) {
    attach_sources(entries);
    std::vector<Problem> problems = sort_entries(entries);
    std::move(problems.begin(), problems.end(), std::back_inserter(result.problems));
    std::vector<Problem> of_series = series_problems(entries, config, parallel_for);
    std::move(of_series.begin(), of_series.end(), std::back_inserter(result.problems));
    sort_problems(result.problems);
    note_collections(entries, result);
}

/// The validation of a tree as it will be: what changed over what stays, without what is not cairn's. The rules judge
/// the whole tree; documents whose records are known are not read.
class TreeCheck {
  public:
    TreeCheck(const Staging& staging, const BuildOptions& options)
        : m_staging(staging),
          m_kept(staging.read_previous(k_records)),
          m_known(options.validate_all ? std::string_view() : m_kept, options.program_number, staging.written()) {}

    validate::Report run(Progress& progress, const std::atomic<bool>& stop) {
        progress.begin("validating", 0);
        std::vector<std::string> paths;
        for (const auto& [path, digest] : m_staging.written().files()) paths.push_back(path);
        const auto files = validate::FolderFiles::coming(m_staging.out(), m_staging.changed_folder(), std::move(paths));
        validate::Report report = validate::validate(files, {}, parallel_for, stop, &m_known);
        check(stop);
        return report;
    }

    /// For the next run, once the tree is published.
    void keep(Staging& staging) const {
        const std::string records = m_known.take();
        if (records != m_kept) staging.write_beside(k_records, records);
    }

  private:
    const Staging& m_staging;
    std::string m_kept;
    KnownRecords m_known;
};

/// Before the tree is looked at, since what stands in the way is to be moved away first.
void refuse_conflicts(const Staging& staging, const std::string& out) {
    const std::vector<std::string> conflicts = staging.conflicts();
    if (conflicts.empty()) return;
    std::string names;
    for (const std::string& path : conflicts) names += "\n  " + path;
    throw std::invalid_argument("'" + out +
                                "' holds what is not cairn's where documents must be written: move it away, or choose "
                                "another output folder (`publish.browse: false` writes no index.html and no browse/)" +
                                names);
}

/// The map from old to new, when a document or an asset has another URL or id than in the last run; else that of the
/// last run in which something moved stays.
void write_moves(Staging& staging, BuildResult& result) {
    const Manifest& previous = staging.previous();
    const Manifest& written = staging.written();
    result.moved = moves_between({previous, [&](const std::string& path) { return staging.read_previous(path); }},
                                 {written, [&](const std::string& path) { return staging.read_written(path); }});
    const std::string text = result.moved.empty()
                                 ? (previous.has(k_moved) ? staging.read_previous(k_moved) : std::string())
                                 : json::write(moves_value(result.moved), json::Style::indented) + '\n';
    if (!text.empty()) staging.write(k_moved, text);
}

/// A dry run: the documents are made, and compared with those in OUT where that is asked for.
std::vector<LostEntries> compare(const std::vector<Entry>& entries, const Context& context, const BuildOptions& options,
                                 const Filesystem& filesystem, BuildResult& result, const std::atomic<bool>& stop) {
    std::optional<TreeComparison> comparison;
    if (options.diff) comparison.emplace(filesystem, options.out, options.adopt);
    const DocumentSink sink = [&](const std::string& path, std::string_view bytes) {
        check(stop);
        if (comparison) comparison->take(path, bytes);
    };
    std::vector<LostEntries> lost;
    result.tree = write_tree(entries, context, sink, parallel_for, lost);
    if (comparison) result.diff = comparison->finish();
    return lost;
}

/// What was lost on the way: then nothing was published. `staging`: nullptr when nothing is to be written.
std::vector<LostEntries> write(const std::vector<Entry>& entries, const Config& config, const BuildOptions& options,
                               Staging* staging, const Filesystem& filesystem, BuildResult& result, Progress& progress,
                               const std::atomic<bool>& stop) {
    const Context context{config, Linker(config.publish, options.out)};
    progress.begin(k_writing, 0);
    if (staging == nullptr) return compare(entries, context, options, filesystem, result, stop);
    std::vector<LostEntries> lost;
    const DocumentSink to_disk = [&](const std::string& path, std::string_view bytes) {
        check(stop);
        staging->write(path, bytes);
    };
    result.tree = write_tree(entries, context, to_disk, parallel_for, lost);
    if (!lost.empty()) return lost;
    refuse_conflicts(*staging, options.out);
    std::optional<TreeCheck> tree_check;
    if (options.validate) {
        result.validation = tree_check.emplace(*staging, options).run(progress, stop);
        if (result.validation->summary.errors > 0) return lost;
    }
    check(stop);
    write_moves(*staging, result);
    staging->publish();
    result.published = true;
    if (tree_check) tree_check->keep(*staging);
    if (options.changes) result.changes = staging->changes();
    return lost;
}

void begin_staging(std::optional<Staging>& staging, Filesystem& filesystem, const OutputRequest& output,
                   const Config& config, const BuildOptions& options, Progress& progress,
                   const std::atomic<bool>& stop) {
    const PublishPolicy policy{config.publish.grace_s, config.publish.keep_previous};
    staging.reset();
    staging.emplace(filesystem, output, policy, Patience{options.patience, &stop});
    for (const std::string& note : staging->notes()) progress.note(note);
}

OutputRequest output_request(const Config& config, const BuildOptions& options) {
    OutputRequest request{options.out, {}, options.adopt};
    for (const Archive& archive : config.archives) request.archives.push_back(archive.root);
    return request;
}

/// A tree from which something was lost is made again without it: nothing may refer to what is not there.
void write_whole(std::vector<Entry>& entries, const Config& config, const BuildOptions& options, Filesystem& filesystem,
                 std::optional<Staging>& staging, BuildResult& result, Progress& progress,
                 const std::atomic<bool>& stop) {
    while (!entries.empty()) {  // an empty catalog never replaces another
        std::vector<LostEntries> lost = write(entries, config, options, staging.has_value() ? &*staging : nullptr,
                                              filesystem, result, progress, stop);
        if (lost.empty()) return;
        std::vector<Problem> problems = take_lost(entries, std::move(lost));
        std::move(problems.begin(), problems.end(), std::back_inserter(result.problems));
        sort_problems(result.problems);
        result.tree = {};
        if (!staging.has_value()) continue;
        begin_staging(staging, filesystem, output_request(config, options), config, options, progress, stop);
    }
}

std::int64_t now_s() {
    using std::chrono::system_clock;
    return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch()).count();
}

/// The state does not know what waits: one that goes must show elsewhere.
std::uint64_t hash_of_paths(const std::vector<Source>& sources) {
    std::uint64_t hash = 0;
    for (const Source& source : sources)
        hash = XXH3_64bits_withSeed(source.relative.data(), source.relative.size(), hash + source.archive);
    return hash;
}

/// Everything between the walk and the end of the run.
void build_of(const Found& found, Scan& scan, State* state, LedgerFile& ledger, const Config& config,
              const BuildOptions& options, Filesystem& filesystem, std::optional<Staging>& staging, BuildResult& result,
              Progress& progress, const std::atomic<bool>& stop) {
    // Whether records are those of the last run is known when they were read.
    const bool may_be_same = state != nullptr && staging.has_value() && options.inputs != 0 && config.records.empty();
    const std::uint64_t of_walk =
        inputs_of(options, result, found.sources, found.other_files) ^ hash_of_paths(found.waiting);
    const auto with_ledger = [&] {
        return of_walk ^ ledger.digest() ^ hash_of_ages(ledger.ledger(), config, options.now_s);
    };
    const std::uint64_t inputs = with_ledger();
    if (may_be_same && !options.validate_all) {
        const auto last = decode_last_run(state->recall(options.out));
        const bool may_hold = last && last->inputs == inputs && last->manifest == hash_of(staging->previous());
        if (may_hold && scan.nothing_changed(found.sources, Placing(config), stop) && last->facts == state->digest() &&
            take_last_run(*last, *staging, progress, result)) {
            result.sources_read = scan.counts().read;
            return;
        }
        check(stop);
    }
    KeptFacts kept{ledger.ledger()};
    std::vector<Entry> entries = understand(config, options, found, scan, state, kept, result, progress, stop);
    group(entries, config, result);
    write_whole(entries, config, options, filesystem, staging, result, progress, stop);
    if (!result.published) return;
    ledger.replace(kept.next);
    if (state != nullptr) state->forget_last_good();
    if (may_be_same) {
        state->remember(options.out, encode(last_run_of(with_ledger(), state->digest(), staging->written(), result)));
    }
}

}  // namespace

std::uint64_t BuildResult::files_ignored() const {
    std::uint64_t count = files_excluded;
    for (const auto& [kind, files] : other_files) count += files;
    return count - other_assets;
}

std::uint64_t error_count(const std::vector<Problem>& problems) {
    return static_cast<std::uint64_t>(std::count_if(
        problems.begin(), problems.end(), [](const Problem& problem) { return problem.severity == Severity::error; }));
}

void build(const Config& config, const BuildOptions& options, Filesystem& filesystem, Progress& progress,
           const std::atomic<bool>& stop, BuildResult& result) {
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, options.jobs);
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
            LedgerFile ledger(filesystem, options.ledger);
            Scan scan(config, options, state ? &*state : nullptr);
            const std::int64_t began_s = now_s();
            const Found found = discover(config, options, hidden, scan, result, progress, stop);
            build_of(found, scan, state ? &*state : nullptr, ledger, config, options, filesystem, staging, result,
                     progress, stop);
            if (state && staging.has_value()) {
                state->record({began_s, now_s() - began_s, options.program, options.out, result.sources,
                               result.sources_read, error_count(result.problems), result.published});
                state->save();
            }
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
