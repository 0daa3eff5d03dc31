#include "builder/cli/build_verb_options.hpp"

#include <CLI/CLI.hpp>
#include <optional>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/tolerance.hpp"

namespace cairn {

void add_inputs(CLI::App& verb, BuildCommand& command) {
    CLI::Option* config = verb.add_option("--config", command.config, "Configuration in YAML or JSON")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive = verb.add_option("--archive", command.archive,
                                           "Folder to catalog without a configuration, or its https:// or s3:// URL; ids come "
                                           "from its folders")
                               ->type_name("DIR")
                               ->check(usage::not_empty());
    CLI::Option* records = verb.add_option("--records", command.records,
                                           "File of records (NDJSON), beside or in the place of --archive: the "
                                           "inventory of an archive whose files cannot be opened")
                               ->type_name("FILE")
                               ->check(usage::not_empty());
    config->excludes(archive)->excludes(records);
    add_preset(verb, command.preset)->excludes(config);
    verb.add_option("--href", command.href,
                    "Public URL below which the files of the archive, and the paths of the records, lie: "
                    "https://host/path, s3://bucket/prefix, file:///path or /path; without it assets "
                    "link to the local files, and each record needs its own")
        ->type_name("URL")
        ->check(usage::not_empty())
        ->excludes(config);
    verb.add_option(
            "--requests", command.requests,
            "Requests under way at once, to each host on the web (1 to 1024; default: remote.requests, 32)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1024));
    verb.add_option("--requests-per-second", command.requests_per_second,
                    "Most requests a second to each host on the web (default: remote.requests_per_second, no limit)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1'000'000));
    verb.callback([&command, name = verb.get_name()] {
        if (command.config.empty() && command.archive.empty() && command.records.empty()) {
            throw CLI::ValidationError(name + " needs --config FILE, --archive DIR or --records FILE");
        }
    });
}

void add_output(CLI::App& verb, BuildCommand& command) {
    verb.add_option("--out", command.out, "Folder of the catalog")
        ->type_name("DIR")
        ->check(usage::not_empty())
        ->required();
    verb.add_flag("--adopt", command.adopt,
                  "OUT holds files but no manifest of cairn: take over those that lie where documents lie");
}

void add_reports(CLI::App& verb, BuildCommand& command) {
    verb.add_option("--report", command.report, "Write all problems as JSON")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb.add_option("--changes", command.changes,
                    "Write what changed in OUT as NDJSON, in the order in which a copy may be changed")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb.add_option("--metrics", command.metrics,
                    "Write the figures of the run for Prometheus, as node_exporter's textfile collector reads them")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb.add_option_function<std::string>(
            "--tolerate",
            [&command](const std::string& text) {
                const std::optional<Tolerance> tolerance = tolerance_named(text);
                if (!tolerance)
                    throw CLI::ValidationError("--tolerate",
                                               "needs a number, or a percentage as 0.5%, and not '" + text + "'");
                command.tolerate = tolerance;
            },
            "Exit with 3 only when more inputs than this have errors: a number, or a percentage of all sources "
            "(default: limits.max_problems)")
        ->type_name("N|P%");
}

void add_validation(CLI::App& verb, BuildCommand& command) {
    CLI::Option* unchecked = verb.add_flag("--no-validate", command.no_validate, "Publish without validating the tree");
    verb.add_option_function<std::string>(
            "--validate", [&command](const std::string& level) { command.validate_all = level == "full"; },
            "changed (default): judge the documents that changed, and the whole tree by its links; full: read "
            "and judge every document, also where nothing changed")
        ->type_name("LEVEL")
        ->check(usage::one_of({"changed", "full"}))
        ->excludes(unchecked);
}

void add_memory(CLI::App& verb, BuildCommand& command) {
    verb.add_flag("--accept-removals", command.accept_removals,
                  "Go on although more than limits.max_removed of a Collection's sources are gone");
    verb.add_option("--ledger", command.ledger,
                    "What cannot be found out again: what stays of files that were removed or cannot be read "
                    "(default: beside the state, FILE.ledger)")
        ->type_name("FILE")
        ->check(usage::not_empty());
    CLI::Option* state = verb.add_option("--state", command.state,
                                         "What the next run knows of this one, so that it reads only what changed "
                                         "(default: beside the configuration, else in $XDG_STATE_HOME/cairn)")
                             ->type_name("FILE")
                             ->check(usage::not_empty());
    verb.add_flag("--no-state", command.no_state, "Read every source, and keep nothing for the next run")
        ->excludes(state);
}

}  // namespace cairn
