#include "builder/writing.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/json/write.hpp"
#include "base/web_place.hpp"
#include "builder/last_tree.hpp"
#include "builder/parallel_for.hpp"
#include "builder/tree.hpp"
#include "builder/tree_check.hpp"
#include "builder/tree_spread.hpp"
#include "builder/write/output_layout.hpp"
#include "builder/write/tree_diff.hpp"

namespace cairn {

namespace {

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

/// A dry run: the documents are made, counted, and compared with those in OUT where that is asked for, references among
/// them.
std::vector<LostEntries> compare(const SortedEntries& entries, const std::vector<FilesBeside*>& beside,
                                 const Context& context, const BuildOptions& options, const Filesystem& filesystem,
                                 BuildResult& result, const std::atomic<bool>& stop) {
    std::optional<TreeComparison> comparison;
    if (options.diff) comparison.emplace(filesystem, options.out, options.adopt);
    Planning planning;
    const DocumentSink sink = [&](const std::string& path, std::string_view bytes, const json::Value* /*value*/) {
        throw_when_stopped(stop);
        planning.take(path, bytes);
        if (comparison) comparison->take(path, bytes);
    };
    std::vector<LostEntries> lost;
    result.tree = write_tree(entries, context, sink, parallel_for, lost);
    result.planned = planning.finish();
    for (const FilesBeside* files : beside) {
        if (!comparison || !files->are_wanted()) continue;
        const LastTree last = last_tree(filesystem, options.out);
        const auto take = [&](const std::string& path, std::string_view bytes) { comparison->take(path, bytes); };
        files->write_to({take, [&](const std::string& path) { take(path, last.read(path)); }});
    }
    if (comparison) result.diff = comparison->finish();
    return lost;
}

/// What was lost on the way: then nothing was published. `staging`: nullptr when nothing is to be written.
std::vector<LostEntries> write(const SortedEntries& entries, const std::vector<FilesBeside*>& beside,
                               const TreePartSet* parts, const Config& config, const BuildOptions& options,
                               Staging* staging, const Filesystem& filesystem, BuildResult& result, Progress& progress,
                               const std::atomic<bool>& stop) {
    const Context context{config, Linker(config.publish, options.out)};
    progress.begin(k_writing, 0);
    if (staging == nullptr) return compare(entries, beside, context, options, filesystem, result, stop);
    std::vector<LostEntries> lost;
    std::optional<TreeCheck> tree_check;
    if (options.validate) tree_check.emplace(*staging, options);
    const DocumentSink to_disk = [&](const std::string& path, std::string_view bytes, const json::Value* value) {
        throw_when_stopped(stop);
        if (staging->write(path, bytes) && tree_check) tree_check->see(path, bytes, value, stop);
    };
    for (const FilesBeside* files : beside) {
        files->write_to({[&](const std::string& path, std::string_view bytes) {
                             throw_when_stopped(stop);
                             staging->write(path, bytes, Letters::as_named);
                         },
                         [&](const std::string& path) { staging->keep(path); }});
    }
    result.tree = parts != nullptr ? tree_of_parts(*parts, entries, context, to_disk, parallel_for)
                                   : write_tree(entries, context, to_disk, parallel_for, lost);
    if (!lost.empty()) return lost;
    refuse_conflicts(*staging, options.out);
    if (tree_check) {
        progress.begin("validating", 0);
        result.validation = tree_check->run(stop);
        if (result.validation->summary.errors > 0) return lost;
    }
    throw_when_stopped(stop);
    write_moves(*staging, result);
    staging->publish();
    result.published = true;
    if (tree_check) tree_check->keep(*staging);
    if (options.changes) result.changes = staging->changes();
    return lost;
}

}  // namespace

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
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root)) request.archives.push_back(archive.root);
    }
    return request;
}

void write_whole(Entries& entries, const std::vector<FilesBeside*>& beside, const TreePartSet* parts, const Config& config,
                 const BuildOptions& options, Filesystem& filesystem, std::optional<Staging>& staging, BuildResult& result, Progress& progress,
                 const std::atomic<bool>& stop) {
    while (!entries.list().empty()) {  // an empty catalog never replaces another
        std::vector<LostEntries> lost =
            write({entries.list(), entries.runs()}, beside, parts, config, options, staging.has_value() ? &*staging : nullptr,
                  filesystem, result, progress, stop);
        if (lost.empty()) return;
        std::vector<bool> marked(entries.list().size());
        std::vector<Problem> problems = mark_lost(std::move(lost), marked);
        entries.erase(marked);
        for (FilesBeside* files : beside) {
            if (files->are_wanted()) files->retain(entries.list());
        }
        std::move(problems.begin(), problems.end(), std::back_inserter(result.problems));
        sort_problems(result.problems);
        result.tree = {};
        if (!staging.has_value()) continue;
        begin_staging(staging, filesystem, output_request(config, options), config, options, progress, stop);
    }
}

}  // namespace cairn
