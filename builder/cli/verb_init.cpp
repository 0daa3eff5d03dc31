#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_init_footer = R"(
Example:
  cairn init /data/cmip6 --href https://data.example.org/cmip6 --output cmip6.yaml
  cairn init s3://bucket/cmip6 --output cmip6.yaml
  cairn build --config cmip6.yaml --out /srv/stac --dry-run

Looks at the archive, all of it where it is small, else at files and folders spread evenly over every level; tells its convention by the presets, or the form of its
paths; and writes a configuration with comments that say what was found and which Items result. It builds as it stands. Nothing is ever written below DIR.
Exit codes: 0 written; 2 usage, or FILE exists; 3 DIR holds nothing that can be catalogued; 4 input/output error; 130 interrupted;
141 the reader of standard output left, as head does.)";

}  // namespace

void add_init(CLI::App& app, InitCommand& command) {
    CLI::App* verb = app.add_subcommand("init", "Look at an archive and write a configuration for it");
    verb->add_option("DIR", command.root, "Folder of the archive, or its address (https://, s3://)")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--output", command.output, "File of the configuration (default: standard output)")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_flag("--force", command.force, "Replace FILE when it exists");
    verb->add_option("--href", command.href, "Public URL at which the files below DIR are served")
        ->type_name("URL")
        ->check(usage::not_empty());
    add_jobs(*verb, command.jobs, "Threads");
    verb->footer(k_init_footer);
}

}  // namespace cairn
