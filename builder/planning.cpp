#include "builder/planning.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include "builder/absences.hpp"
#include "builder/checksums/stated_codec.hpp"
#include "builder/ledger/ledger_file.hpp"
#include "builder/losses.hpp"
#include "builder/placing.hpp"
#include "builder/quarantine.hpp"
#include "builder/scan.hpp"
#include "builder/scan_context.hpp"
#include "builder/stated_checksums.hpp"
#include "builder/web_archives.hpp"
#include "builder/write/check_output.hpp"

namespace cairn {

namespace {

MadePlan planned(const Config& config, const BuildOptions& options, const PlannedInputs& inputs, std::uint32_t shards,
                 Filesystem& filesystem, Progress& progress, const std::atomic<bool>& stop) {
    std::optional<State> state;
    if (!options.state.empty() && filesystem.exists(options.state)) state.emplace(options.state);
    const LedgerFile ledger(filesystem, options.ledger);
    const Quarantine quarantine(config, options, ledger.ledger().quarantined);
    const std::unique_ptr<WebStorages> web = web_archives(config);
    Scan scan(config, options, state ? &*state : nullptr, quarantine, web.get());
    const HiddenFolders hidden = hidden_folders(filesystem, options.out);
    BuildResult result;
    Found found = discover(config, options, hidden, scan, web.get(), result, progress, stop);
    checksums::Stated stated = stated_by_lists(config, options, found);
    MadePlan made;
    PlannedWalk& walk = made.walk;
    if (!found.checksum_lists.empty()) walk.stated = encode(stated);
    std::vector<Problem> told_by_merge;
    const checksums::ChecksumLists lists(std::move(stated), told_by_merge);
    Placing placing(config, lists);
    const Absences absences(config, scan, found.sources, found.waiting, found.offline, result.problems);
    if (!options.accept_removals)
        refuse_losses(losses(scan, config, absences, placing), config.limits.max_removed_percent);
    progress.begin("looking for what is known", found.sources.size());
    walk.needs = scan.needs(found.sources, placing, stop);
    throw_when_stopped(stop);
    walk.sources = std::move(found.sources);
    walk.waiting = std::move(found.waiting);
    walk.offline = std::move(found.offline);
    walk.other_files = std::move(found.other_files);
    walk.problems = std::move(result.problems);
    walk.files_seen = result.files_seen;
    walk.files_excluded = result.files_excluded;
    for (const auto& [kind, count] : result.other_files) walk.other_kinds.emplace(kind, count);
    const Work work = walk.work();
    walk.chunks = split(work, shards);
    made.head = {options.program,
                 inputs,
                 config.origin,
                 planned_archives(config, options.reader),
                 static_cast<std::uint32_t>(options.reader),
                 static_cast<std::uint32_t>(options.trust),
                 options.accept_removals,
                 options.now_s,
                 options.state,
                 options.ledger,
                 shards,
                 walk.sources.size(),
                 work.sources.size()};
    return made;
}

}  // namespace

MadePlan plan_scan(const Config& config, const BuildOptions& options, const PlannedInputs& inputs, std::uint32_t shards,
                   Filesystem& filesystem, Progress& progress, const std::atomic<bool>& stop) {
    const std::size_t count = threads_to_read(config, options.jobs);
    const tbb::global_control threads(tbb::global_control::max_allowed_parallelism, count);
    tbb::task_arena arena(static_cast<int>(count));
    return arena.execute([&] { return planned(config, options, inputs, shards, filesystem, progress, stop); });
}

Found found_by_plan(PlannedWalk& walk, BuildResult& result) {
    auto lists = checksums::decode_list_files(walk.stated);
    if (!lists) throw PlanRefused("the plan is damaged: make it again with 'cairn plan'");
    Found found{std::move(walk.sources), std::move(walk.waiting), std::move(walk.offline), std::move(walk.other_files),
                *std::move(lists)};
    result.files_seen = walk.files_seen;
    result.files_excluded = walk.files_excluded;
    for (const auto& [kind, count] : walk.other_kinds) result.other_files.emplace(kind, count);
    result.problems = std::move(walk.problems);
    result.sources = found.sources.size();
    result.waiting = found.waiting.size();
    result.offline = found.offline.size();
    return found;
}

std::vector<PlannedArchive> planned_archives(const Config& config, ReaderChoice reader) {
    std::vector<PlannedArchive> archives;
    for (const Archive& archive : config.archives)
        archives.push_back({archive.name, archive.root, scan_context(config, archive, reader)});
    return archives;
}

void refuse_other_configuration(const PlanFolder& plan, const Config& config) {
    const PlanHead& head = plan.head();
    if (config.origin == head.origin &&
        planned_archives(config, static_cast<ReaderChoice>(head.reader)) == head.archives)
        return;
    throw PlanRefused("the plan '" + plan.path() +
                      "' was made with another configuration, other variables CAIRN_* or another version of cairn: "
                      "plan again, and scan by the new plan");
}

}  // namespace cairn
