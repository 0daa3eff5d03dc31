#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_status_footer = R"(
Example:
  cairn status --config cmip6.yaml
  cairn status --state cmip6.yaml.state --format json | jq '.last_success'

The last runs with this state: when they began, how long they took, what they read, and how they ended. Then what the ledger keeps of sources that
are gone, unreadable, on tape only, being written to, or in quarantine.
Exit codes: 0 the last run succeeded; 2 usage, or there is no such state; 3 the last run did not; 5 a run uses the state now.)";

}  // namespace

void add_status(CLI::App& app, StatusCommand& command) {
    CLI::App* verb = app.add_subcommand("status", "Tell what the last runs did");
    CLI::Option* config = verb->add_option("--config", command.config, "Configuration, beside which the state lies")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    verb->add_option("--state", command.state, "The state")
        ->type_name("FILE")
        ->check(usage::not_empty())
        ->excludes(config);
    verb->add_option("--runs", command.runs, "How many runs to tell of (1 to 1000; default: 10)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1000));
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->footer(k_status_footer);
    verb->callback([&command] {
        if (command.config.empty() && command.state.empty())
            throw CLI::ValidationError("status needs --config FILE or --state FILE");
    });
}

}  // namespace cairn
