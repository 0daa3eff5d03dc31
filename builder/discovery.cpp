#include "builder/discovery.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/amounts.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/web_place.hpp"
#include "builder/discover/other_files.hpp"
#include "builder/discover/walk.hpp"
#include "builder/discover/web_walk.hpp"
#include "builder/task_runner.hpp"

namespace cairn {

namespace {

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

/// A checksum is no reason to fetch a whole archive.
void note_uncomputed(const Config& config, std::vector<Problem>& problems) {
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root)) continue;
        problems.push_back({Stage::discover, "discover/checksum-remote", archive.root,
                            "checksums are computed of files in folders alone: name lists of the checksums of this "
                            "archive in assets.checksum_lists, or let its files go without",
                            Severity::warning});
    }
}

/// Lists are read of folders alone; of a whole archive they may be as many as its files.
void note_unread_lists(const Archive& archive, WalkResult& walked) {
    const auto lists = walked.other_kinds.find(k_kind_of_checksums);
    if (lists == walked.other_kinds.end()) return;
    walked.problems.push_back(
        {Stage::discover, "discover/checksum-remote", archive.root,
         fmt::format("{} of checksums {} in this archive, and lists are read of folders alone: copy what is wanted of "
                     "them to this machine, and name the copies in assets.checksum_lists",
                     counted(lists->second, "list", "lists"), lists->second == 1 ? "lies" : "lie"),
         Severity::warning, std::nullopt});
}

}  // namespace

Found discover(const Config& config, const BuildOptions& options, const HiddenFolders& hidden, const Scan& scan,
               WebStorages* web, BuildResult& result, Progress& progress, const std::atomic<bool>& stop) {
    progress.begin("looking for files", 0);
    Found found;
    std::vector<Source> lists_beside_data;
    const bool wants_lists = config.assets.checksums != Checksums::none;
    for (std::size_t i = 0; i < config.archives.size(); ++i) {
        const auto tasks = task_runner();
        const WalkRules rules{{hidden.ids, hidden.paths},
                              config.assets.other_files,
                              scan.recollection(i),
                              scan.is_offline(),
                              options.silent,
                              wants_lists,
                              [&scan](const std::string& path, const std::function<void()>& work) {
                                  return scan.patiently(path, work);
                              }};
        WalkResult walked = is_web(config.archives[i].root) ? web_walk(config.archives[i], i, *web, *tasks, stop, rules)
                                                            : walk(config.archives[i], i, *tasks, stop, rules);
        result.files_seen += walked.files_seen;
        clean_paths(walked.problems);
        leave_out_secret_paths(walked.sources, walked.problems);
        leave_out_secret_paths(walked.offline, walked.problems);
        leave_out_secret_paths(walked.other_files, walked.problems);
        result.files_excluded += walked.files_excluded;
        for (const auto& [kind, count] : walked.other_kinds) result.other_files[kind] += count;
        std::move(walked.sources.begin(), walked.sources.end(), std::back_inserter(found.sources));
        std::move(walked.offline.begin(), walked.offline.end(), std::back_inserter(found.offline));
        std::move(walked.other_files.begin(), walked.other_files.end(), std::back_inserter(found.other_files));
        std::ranges::move(walked.checksum_lists, std::back_inserter(lists_beside_data));
        if (wants_lists && is_web(config.archives[i].root)) note_unread_lists(config.archives[i], walked);
        std::move(walked.problems.begin(), walked.problems.end(), std::back_inserter(result.problems));
    }
    if (wants_lists)
        found.checksum_lists = checksums::list_files(config, lists_beside_data, options.silent, result.problems);
    if (config.assets.checksums == Checksums::compute) note_uncomputed(config, result.problems);
    throw_when_stopped(stop);
    set_young_aside(found, config, options.now_s);
    result.waiting = found.waiting.size();
    result.offline = found.offline.size();
    result.sources = found.sources.size();
    return found;
}

}  // namespace cairn
