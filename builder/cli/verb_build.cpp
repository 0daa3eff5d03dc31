#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
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
    CLI::Option* config = verb->add_option("--config", command.config, "Configuration in YAML or JSON")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive = verb->add_option("--archive", command.archive,
                                            "Folder to catalog without a configuration, or its https:// or s3:// URL; ids come "
                                            "from its folders")
                               ->type_name("DIR")
                               ->check(usage::not_empty());
    CLI::Option* records = verb->add_option("--records", command.records,
                                            "File of records (NDJSON), beside or in the place of --archive: the "
                                            "inventory of an archive whose files cannot be opened")
                               ->type_name("FILE")
                               ->check(usage::not_empty());
    config->excludes(archive)->excludes(records);
    add_preset(*verb, command.preset)->excludes(config);
    verb->add_option("--href", command.href,
                     "Public URL below which the files of the archive, and the paths of the records, lie: "
                     "https://host/path, s3://bucket/prefix, file:///path or /path; without it assets "
                     "link to the local files, and each record needs its own")
        ->type_name("URL")
        ->check(usage::not_empty())
        ->excludes(config);
    verb->add_option("--out", command.out, "Folder of the catalog")
        ->type_name("DIR")
        ->check(usage::not_empty())
        ->required();
    verb->add_flag("--adopt", command.adopt,
                   "OUT holds files but no manifest of cairn: take over those that lie where documents lie");
    add_jobs(*verb, command.jobs, "Threads and reader processes");
    verb->add_option("--requests", command.requests,
                     "Requests under way at once, to each archive on the web (1 to 1024; default: remote.requests, 32)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1024));
    verb->add_option("--report", command.report, "Write all problems as JSON")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_option("--changes", command.changes,
                     "Write what changed in OUT as NDJSON, in the order in which a copy may be changed")
        ->type_name("FILE")
        ->check(usage::not_empty());
    CLI::Option* dry_run = verb->add_flag("--dry-run", command.dry_run, "Read and group everything, write nothing");
    verb->add_flag("--diff", command.diff, "With --dry-run: print what would change in OUT")->needs(dry_run);
    verb->add_flag("--why", command.why,
                   "Print why each source was read, and each document written (with --dry-run --diff: would be)");
    add_wait(*verb, command.wait);
    CLI::Option* unchecked =
        verb->add_flag("--no-validate", command.no_validate, "Publish without validating the tree");
    verb->add_option_function<std::string>(
            "--validate", [&command](const std::string& level) { command.validate_all = level == "full"; },
            "changed (default): judge the documents that changed, and the whole tree by its links; full: read "
            "and judge every document, also where nothing changed")
        ->type_name("LEVEL")
        ->check(usage::one_of({"changed", "full"}))
        ->excludes(unchecked);
    verb->add_flag("--accept-removals", command.accept_removals,
                   "Go on although more than limits.max_removed of a Collection's sources are gone");
    verb->add_option("--ledger", command.ledger,
                     "What cannot be found out again: what stays of files that were removed or cannot be read "
                     "(default: beside the state, FILE.ledger)")
        ->type_name("FILE")
        ->check(usage::not_empty());
    CLI::Option* state = verb->add_option("--state", command.state,
                                          "What the next run knows of this one, so that it reads only what changed "
                                          "(default: beside the configuration, else in $XDG_STATE_HOME/cairn)")
                             ->type_name("FILE")
                             ->check(usage::not_empty());
    verb->add_flag("--no-state", command.no_state, "Read every source, and keep nothing for the next run")
        ->excludes(state);
    add_trust(*verb, command.trust);
    add_reader(*verb, command.reader);
    verb->footer(k_build_footer);
    verb->callback([&command] {
        if (command.config.empty() && command.archive.empty() && command.records.empty()) {
            throw CLI::ValidationError("build needs --config FILE, --archive DIR or --records FILE");
        }
    });
}

}  // namespace cairn
