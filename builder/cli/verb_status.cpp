#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_status_footer = R"(
Example:
  cairn status --config cmip6.yaml --out /srv/stac
  cairn status --state cmip6.yaml.state --format json | jq '.last_success'

The last runs with this state: when they began, how long they took, what they read, and how they ended. Then what the ledger keeps of sources that
are gone, unreadable, on tape only, being written to, or in quarantine.
Exit codes: 0 the last run succeeded; 2 usage, or there is no such state; 3 the last run did not; 5 a run uses the state now.)";

}  // namespace

void add_status(CLI::App& app, StatusCommand& command) {
    CLI::App* verb = app.add_subcommand("status", "Tell what the last runs did");
    BuildCommand& build = command.build;
    CLI::Option* config = verb->add_option("--config", build.config, "Configuration of the runs")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive = verb->add_option("--archive", build.archive, "Archive of runs without a configuration")
                               ->type_name("DIR")
                               ->check(usage::not_empty())
                               ->excludes(config);
    CLI::Option* out = verb->add_option("--out", build.out,
                                        "Folder of their catalog: where no state lies beside the configuration, it "
                                        "tells which one of the user's it is")
                           ->type_name("DIR")
                           ->check(usage::not_empty());
    verb->add_option("--state", build.state, "The state, where the runs name it")
        ->type_name("FILE")
        ->check(usage::not_empty())
        ->excludes(config)
        ->excludes(archive)
        ->excludes(out);
    verb->add_option("--ledger", build.ledger, "The ledger, where the runs name it (default: beside the state)")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_option("--runs", command.runs, "How many runs to tell of (1 to 1000; default: 10)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1000));
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->footer(k_status_footer);
    verb->callback([&command] {
        const BuildCommand& of = command.build;
        if (of.config.empty() && of.state.empty() && (of.archive.empty() || of.out.empty()))
            throw CLI::ValidationError("status needs --config FILE, --archive DIR with --out DIR, or --state FILE");
    });
}

}  // namespace cairn
