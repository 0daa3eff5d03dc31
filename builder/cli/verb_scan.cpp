#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_scan_footer = R"(
Example:
  cairn scan plan --shard 3/8 --out shards
  cairn scan plan --shard auto --out shards     in an array of Slurm, PBS, Grid Engine, LSF, AWS Batch, an indexed job of Kubernetes, a rank of MPI

Writes DIR/shard-00003-of-00008.facts, which has this name only when it is whole and on the disk. The same command again does nothing; after a
signal or a crash it goes on where it was. Sources that cannot be read are no error here: the merge reports them.
Exit codes: 0 the shard is whole; 2 usage, or the plan or the configuration is another one; 4 input/output error; 5 another process is writing this shard; 130 interrupted.)";

}  // namespace

void add_scan(CLI::App& app, ScanCommand& command) {
    CLI::App* verb = app.add_subcommand("scan", "Read one share of a plan");
    verb->add_option("PLAN", command.plan, "Folder of the plan")->type_name("")->check(usage::not_empty())->required();
    verb->add_option("--shard", command.shard, "Which share: 3/8, or auto (default): as the scheduler says")
        ->type_name("I/N|auto")
        ->check(usage::not_empty());
    verb->add_option("--out", command.out, "Folder of the shards")
        ->type_name("DIR")
        ->check(usage::not_empty())
        ->required();
    add_jobs(*verb, command.jobs, "Threads and reader processes");
    verb->footer(k_scan_footer);
}

}  // namespace cairn
