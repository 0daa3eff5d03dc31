#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_inspect_footer = R"(
Example:
  cairn inspect tas_Amon_UKESM1-0-LL_historical_r1i1p1f2_gn_185001-194912.nc

Exit codes: 0 understood; 3 the file cannot be read (the JSON says why); 4 there is no such file; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_explain_footer = R"(
Example:
  cairn explain --config cmip6.yaml /badc/cmip6/data/CMIP6/CMIP/MOHC/UKESM1-0-LL/.../tas_Amon_..._185001-194912.nc
  cairn explain --archive /data/era5 /data/era5/1979/01/t2m.nc

Exit codes: 0 the file has a place; 3 it has none (the output says why); 4 there is no such file; 130 interrupted;
141 the reader of standard output left, as head does.)";

}  // namespace

void add_inspect(CLI::App& app, InspectCommand& command) {
    CLI::App* verb = app.add_subcommand("inspect", "Print what is understood of one file, and why, as JSON");
    verb->add_option("PATH", command.path, "File or store")->type_name("")->check(usage::not_empty())->required();
    verb->add_option(
            "--config", command.config,
            "Configuration whose policies and time_from_name are to apply; PATH is then of one of its archives")
        ->type_name("FILE")
        ->check(usage::not_empty());
    add_reader(*verb, command.reader);
    verb->footer(k_inspect_footer);
}

void add_explain(CLI::App& app, ExplainCommand& command) {
    CLI::App* verb = app.add_subcommand("explain", "Say which collection, item and asset a path gets, and why");
    CLI::Option* config = verb->add_option("--config", command.config, "Configuration in YAML or JSON")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive =
        verb->add_option("--archive", command.archive, "Folder that is catalogued without a configuration")
            ->type_name("DIR")
            ->check(usage::not_empty());
    config->excludes(archive);
    add_preset(*verb, command.preset)->excludes(config);
    verb->add_option("PATH", command.path, "File or store of one of the archives")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->footer(k_explain_footer);
    verb->callback([&command] {
        if (command.config.empty() && command.archive.empty()) {
            throw CLI::ValidationError("explain needs --config FILE, or --archive DIR");
        }
    });
}

}  // namespace cairn
