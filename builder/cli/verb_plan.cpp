#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/build_verb_options.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_plan_footer = R"(
Example:
  cairn plan --config cmip6.yaml --shards 64 --out plan
  sbatch --array=1-64 --wrap 'cairn scan plan --shard auto --out shards'
  cairn merge plan shards --out /srv/stac

Walks the archives, asks the state which sources are as they were, and divides the rest into shards that take about the same time. PLAN is a
folder that all machines see; an earlier plan in it is replaced. The state is read, and not changed before the merge.
Exit codes: 0 clean; 2 usage or configuration; 4 input/output error or limits.max_removed; 5 another run uses the state; 130 interrupted.)";

}  // namespace

void add_plan(CLI::App& app, PlanCommand& command) {
    CLI::App* verb = app.add_subcommand("plan", "Divide the scan of archives among many processes");
    add_inputs(*verb, command.build);
    verb->add_option("--shards", command.shards, "How many processes will read (1 to 100000)")
        ->type_name("N")
        ->check(usage::whole_number(1, 100'000))
        ->required();
    verb->add_option("--out", command.out, "Folder of the plan")
        ->type_name("PLAN")
        ->check(usage::not_empty())
        ->required();
    add_jobs(*verb, command.build.jobs, "Threads of the walk");
    add_memory(*verb, command.build);
    add_trust(*verb, command.build.trust);
    add_reader(*verb, command.build.reader);
    verb->footer(k_plan_footer);
}

}  // namespace cairn
