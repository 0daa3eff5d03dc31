#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_check_footer = R"(
Example:
  cairn check https://data.example.org/stac/
  cairn check https://data.example.org/stac/catalog.json --format json --strict

Asks some fifteen questions, as browsers and programs do, and changes nothing: CORS, ranges, content types, compression, folders, redirects, cache
headers, HEAD, files that are not there. Each finding has the line of configuration that mends it.
Exit codes: 0 clean, or warnings only; 1 errors (with --strict warnings, too); 2 usage; 4 the catalog cannot be read.)";

}  // namespace

void add_check(CLI::App& app, CheckCommand& command) {
    CLI::App* verb = app.add_subcommand("check", "Look whether a live host serves a catalog well");
    verb->add_option("URL", command.url, "URL of the root document, or of its folder (http or https)")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->add_option("--server", command.server,
                     "Whose configuration is shown (default: what the host says that it is, else all)")
        ->type_name("NAME")
        ->check(usage::one_of({"nginx", "apache", "s3", "caddy"}));
    verb->add_flag("--strict", command.strict, "Warnings count as errors");
    verb->add_option("--timeout", command.timeout_s, "Seconds to wait for an answer (default: 30)")
        ->type_name("SECONDS")
        ->check(usage::whole_number(1, 600));
    verb->footer(k_check_footer);
}

}  // namespace cairn
