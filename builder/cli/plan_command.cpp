#include <fmt/format.h>

#include <filesystem>

#include "builder/cli/build_options.hpp"
#include "builder/cli/commands.hpp"
#include "builder/planning.hpp"

namespace cairn {

namespace {

PlannedInputs inputs_of(const BuildCommand& command) {
    const auto absolute_or_none = [](const std::string& path) { return path.empty() ? path : absolute(path); };
    const bool is_folder = command.preset.find('/') != std::string::npos;
    return {absolute_or_none(command.config), absolute_or_none(command.archive), absolute_or_none(command.records),
            command.href, is_folder ? absolute(command.preset) : command.preset};
}

}  // namespace

ExitCode run_plan(const PlanCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    const std::string out = without_final_slashes(absolute(command.out));
    BuildCommand scan = command.build;
    const bool has_place = !scan.config.empty() || !scan.state.empty();
    if (!has_place) scan.no_state = true;  // a state of its own would be found by no merge
    const Config config = configuration(scan);
    const BuildOptions options = options_of(scan, config, out);
    MadePlan plan;
    {
        TerminalProgress progress(console);
        plan = plan_scan(config, options, inputs_of(scan), command.shards, *disk, progress, stop);
    }
    const std::string id = write_plan(*disk, out, plan.head, plan.walk);
    const PlanHead& head = plan.head;
    console.info(fmt::format("plan {} in {}: {} of {} sources to read, in {} shards", id, command.out, head.to_read,
                             head.sources, head.shards),
                 {{"plan", out},
                  {"id", id},
                  {"sources", std::to_string(head.sources)},
                  {"to_read", std::to_string(head.to_read)},
                  {"shards", std::to_string(head.shards)}});
    return ExitCode::clean;
}

}  // namespace cairn
