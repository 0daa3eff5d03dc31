#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "builder/cli/build_options.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/end_soon.hpp"
#include "builder/cli/merge_input.hpp"
#include "builder/config/environment.hpp"
#include "builder/shard_scan.hpp"
#include "builder/shards/array_task.hpp"

namespace cairn {

namespace {

constexpr const char* k_interrupted = "interrupted: what was read stays, and the same command goes on with the rest";

std::string summary(const ShardResult& result, std::uint32_t shard, std::uint32_t of, double seconds) {
    if (result.was_there) return fmt::format("shard {}/{} is whole already: {}", shard, of, result.path);
    const std::uint64_t read = result.sources - result.known;
    std::string text = fmt::format("shard {}/{}: {} sources read in {:.1f} s ({:.0f} a second)", shard, of, read,
                                   seconds, static_cast<double>(read) / std::max(seconds, 1e-3));
    if (result.known > 0) text += fmt::format("; {} before it was stopped", result.known);
    if (result.failed > 0) text += fmt::format("; {} not understood (the merge reports them)", result.failed);
    return text + "; written to " + result.path;
}

}  // namespace

ExitCode run_scan(const ScanCommand& command, Console& console, const std::atomic<bool>& stop) {
    const PlanFolder plan(absolute(command.plan));
    const std::uint32_t shards = plan.head().shards;
    const std::uint32_t shard = shard_number(command.shard, shards, process_environment());
    BuildCommand scan = planned_command({}, plan.head());
    scan.jobs = command.jobs;
    scan.no_state = true;  // the plan knows what is known
    scan.state.clear();
    scan.ledger.clear();
    const Config config = configuration(scan);
    const BuildOptions options = options_of(scan, config, {});
    const auto began = std::chrono::steady_clock::now();
    ShardResult result;
    {
        EndSoon end_soon(stop, [&] { console.error(k_interrupted); });
        TerminalProgress progress(console);
        result = scan_shard(plan, shard, absolute(command.out), config, options, progress, stop);
        end_soon.leave_alone();
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    console.info(summary(result, shard, shards, seconds), {{"shard", std::to_string(shard)},
                                                           {"of", std::to_string(shards)},
                                                           {"sources", std::to_string(result.sources)},
                                                           {"failed", std::to_string(result.failed)},
                                                           {"path", result.path}});
    return ExitCode::clean;
}

}  // namespace cairn
