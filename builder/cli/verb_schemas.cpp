#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "validator/pull/pull.hpp"

namespace cairn {

namespace {

constexpr const char* k_schemas_footer = R"(
Example:
  cairn schemas list | grep datacube

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

constexpr const char* k_pull_footer = R"(
Examples:
  cairn schemas pull /srv/schemas
  cairn schemas pull /srv/schemas https://example.org/my-extension/v1.0.0/schema.json
  cairn validate /srv/stac --schemas /srv/schemas

Each schema is kept as DIR/host/path of the URL that it was fetched from, whatever its $id says, with its digest in DIR/SHA256SUMS. What is there with
its digest is not fetched again. Schemas that others refer to are fetched, too. Only https is spoken, redirects stay with it; a schema has at most 16 MiB.
Proxies and .netrc are used as curl does; SSL_CERT_FILE names the authorities of a network that has its own.
Exit codes: 0 all are there; 2 usage; 3 some could not be fetched (the errors name them); 4 DIR cannot be used; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_rules_footer = R"(
Example:
  cairn rules | grep -A 2 extent/

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

}  // namespace

void add_schemas(CLI::App& app, SchemasCommand& command) {
    CLI::App* verb =
        app.add_subcommand("schemas", "The schemas that come with the program, and those that others publish");
    verb->add_subcommand("list", "Print the URLs of those that come with the program, a line each")
        ->footer(k_schemas_footer);
    CLI::App* pull = verb->add_subcommand("pull", "Fetch the published schemas into a folder for --schemas");
    pull->add_option("DIR", command.folder, "Folder for the schemas; it is made when there is none")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    pull->add_option("URL", command.urls, "Schemas to fetch (default: all that cairn schemas list has of others)")
        ->type_name("");
    pull->add_flag("--refresh", command.refresh, "Fetch also what is there");
    pull->footer(k_pull_footer);
    pull->callback([&command] {
        command.pull = true;
        const std::string complaint = validate::complaint_about(command.urls);
        if (!complaint.empty()) throw CLI::ValidationError(complaint);
    });
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
