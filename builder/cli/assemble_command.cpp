#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "builder/cli/build_options.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/end_soon.hpp"
#include "builder/cli/merge_input.hpp"
#include "builder/config/environment.hpp"
#include "builder/shards/array_task.hpp"
#include "builder/shards/tree_part.hpp"

namespace cairn {

namespace {

constexpr const char* k_interrupted = "interrupted: no part was written";

/// "3/8" or "auto/8": there is no plan that says how many parts there are.
std::uint32_t parts_of(const std::string& asked) {
    const std::size_t slash = asked.find('/');
    std::uint32_t parts = 0;
    if (slash != std::string::npos) {
        const char* end = asked.data() + asked.size();
        if (std::from_chars(asked.data() + slash + 1, end, parts).ptr != end) parts = 0;
    }
    if (parts == 0)
        throw std::invalid_argument("--part: found '" + asked + "', expected 3/8, or auto/8 in an array of 8");
    return parts;
}

}  // namespace

ExitCode run_assemble(const AssembleCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    const std::string out = absolute_out(command.merge.out, *disk);
    const std::uint32_t of = parts_of(command.part);
    const std::string asked = command.part.starts_with("auto/") ? "auto" : command.part;
    const std::uint32_t part = shard_number(asked, of, process_environment(), "part");
    MergeInput input(command.merge);
    BuildCommand merge = planned_command(command.merge, input.plan().head());
    merge.dry_run = true;  // OUT, state and ledger are the merge's
    const Config config = configuration(merge);
    BuildOptions options = options_of(merge, config, out);
    input.apply(config, *disk, options);
    input.make_part(absolute(command.merge.parts), part, of, config, options);
    BuildResult result;
    {
        EndSoon end_soon(stop, [&] { console.error(k_interrupted); });
        TerminalProgress progress(console);
        build(config, options, *disk, progress, stop, result);
        end_soon.leave_alone();
    }
    const std::string path = command.merge.parts + '/' + tree_part_name(part, of);
    console.info(fmt::format("part {}/{}: {} Collections, {} Items, {} documents; written to {}", part, of,
                             result.tree.collections, result.tree.items, result.tree.documents, path),
                 {{"part", std::to_string(part)},
                  {"of", std::to_string(of)},
                  {"collections", std::to_string(result.tree.collections)},
                  {"items", std::to_string(result.tree.items)},
                  {"documents", std::to_string(result.tree.documents)},
                  {"path", path}});
    return ExitCode::clean;
}

}  // namespace cairn
