#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/build_verb_options.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_assemble_footer = R"(
Example:
  cairn assemble plan shards --part 3/8 --out /srv/stac --parts parts
  cairn merge plan shards --parts parts --out /srv/stac

Reads all shards, and makes the documents of a share of the Collections: DIR/part-00003-of-00008.tree, which has this name only when it is whole. OUT is where the merge will publish, and is not
changed, nor is the state. The merge takes the documents from there, makes those of the root, validates and publishes; it refuses parts that are missing or made of anything else.
Exit codes: 0 the part is whole; 2 usage, or the plan, the shards or the configuration are refused; 4 input/output error; 5 another process is making this part; 130 interrupted.)";

}  // namespace

void add_assemble(CLI::App& app, AssembleCommand& command) {
    CLI::App* verb = app.add_subcommand("assemble", "Make the documents of one share of the Collections, for a merge");
    BuildCommand& merge = command.merge;
    verb->add_option("PLAN", merge.plan, "Folder of the plan")->type_name("")->check(usage::not_empty())->required();
    verb->add_option("SHARDS", merge.shards, "Shards, or folders of them")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--part", command.part, "Which share: 3/8, or auto/8: as the scheduler says")
        ->type_name("I/N")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--parts", merge.parts, "Folder of the parts")
        ->type_name("DIR")
        ->check(usage::not_empty())
        ->required();
    add_output(*verb, merge);
    add_jobs(*verb, merge.jobs, "Threads");
    add_memory(*verb, merge);
    verb->footer(k_assemble_footer);
}

}  // namespace cairn
