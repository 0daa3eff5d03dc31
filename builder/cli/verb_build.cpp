#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "builder/cli/build_verb_options.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_build_footer = R"(
Example:
  cairn build --config cmip6.yaml --out /srv/stac --report problems.json

Documents that changed are written into OUT/.cairn/staging, validated together with those that did not, and moved into their places at the
end, children before parents: until then, and whenever something fails, OUT is as it was. All other documents keep their files.
OUT/.cairn/manifest names the files that are cairn's own; nothing else in OUT is ever changed or removed. OUT may not be or hold an archive.
Exit codes: 0 clean; 1 validation errors, nothing published; 2 usage or configuration; 3 more than limits.max_problems
files could not be catalogued (the rest is published), or none could; 4 input/output error or limits.max_removed, nothing published; 5 another run is writing OUT or uses the state; 130 interrupted;
141 the reader of standard output left.)";

}  // namespace

void add_build(CLI::App& app, BuildCommand& command) {
    CLI::App* verb = app.add_subcommand("build", "Crawl archives and write a validated static STAC catalog");
    add_inputs(*verb, command);
    add_output(*verb, command);
    add_jobs(*verb, command.jobs, "Threads and reader processes");
    add_reports(*verb, command);
    CLI::Option* dry_run = verb->add_flag("--dry-run", command.dry_run, "Read and group everything, write nothing");
    verb->add_flag("--diff", command.diff, "With --dry-run: print what would change in OUT")->needs(dry_run);
    verb->add_flag("--why", command.why,
                   "Print why each source was read, and each document written (with --dry-run --diff: would be)");
    add_wait(*verb, command.wait);
    add_validation(*verb, command);
    add_memory(*verb, command);
    add_trust(*verb, command.trust);
    add_reader(*verb, command.reader);
    verb->footer(k_build_footer);
}

}  // namespace cairn
