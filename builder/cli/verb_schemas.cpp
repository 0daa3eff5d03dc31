#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_schemas_footer = R"(
Example:
  cairn schemas list | grep datacube

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

constexpr const char* k_rules_footer = R"(
Example:
  cairn rules | grep -A 2 extent/

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

}  // namespace

void add_schemas(CLI::App& app) {
    CLI::App* verb = app.add_subcommand("schemas", "Show the schemas that come with the program");
    verb->add_subcommand("list", "Print their URLs, a line each");
    verb->require_subcommand(1);
    verb->footer(k_schemas_footer);
}

void add_rules(CLI::App& app, RulesCommand& command) {
    CLI::App* verb = app.add_subcommand("rules", "Show what is checked beside the schemas, and why");
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->footer(k_rules_footer);
}

}  // namespace cairn
