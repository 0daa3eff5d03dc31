#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/build_verb_options.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_merge_footer = R"(
Example:
  cairn merge plan shards --out /srv/stac --report problems.json

The catalog, the state and the ledger become what one 'cairn build' on the day of the plan would have made them, byte for byte. Of the archives
only files that virtual stores refer to are looked at: without `virtual` the machine need not see them. Shards that are missing, damaged, there twice, or of another plan are named, and nothing is changed.
Exit codes: those of 'cairn build'; 2 also when shards are refused.)";

}  // namespace

void add_merge(CLI::App& app, BuildCommand& command) {
    CLI::App* verb = app.add_subcommand("merge", "Make the catalog of what the shards of a plan read");
    verb->add_option("PLAN", command.plan, "Folder of the plan")->type_name("")->check(usage::not_empty())->required();
    verb->add_option("SHARDS", command.shards, "Shards, or folders of them")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--parts", command.parts, "Folder with the parts that 'cairn assemble' made of the tree")
        ->type_name("DIR")
        ->check(usage::not_empty());
    add_output(*verb, command);
    add_jobs(*verb, command.jobs, "Threads");
    add_reports(*verb, command);
    verb->add_flag("--why", command.why, "Print why each source was read, and each document written");
    add_wait(*verb, command.wait);
    add_validation(*verb, command);
    add_memory(*verb, command);
    verb->footer(k_merge_footer);
}

}  // namespace cairn
