#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_validate_footer = R"(
Example:
  cairn validate /srv/stac --format json --output findings.json

Of findings a bounded number is shown, by document and by rule; the summary counts them all, and what no schema has checked.
Exit codes: 0 no errors; 1 errors were found; 2 usage, or nothing to validate was found; 4 PATH cannot be read; 130 interrupted;
141 the reader of standard output left, as head does.)";

}  // namespace

void add_validate(CLI::App& app, ValidateCommand& command) {
    CLI::App* verb = app.add_subcommand("validate", "Check a catalog or a document: schemas, links, pages");
    verb->add_option("PATH", command.path, "Folder of a catalog, or one document")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->add_option("--engine", command.engine, "What judges by schemas: compiled (default), or valijson to compare")
        ->type_name("ENGINE")
        ->check(usage::one_of({"compiled", "valijson"}));
    verb->add_option("--schemas", command.schemas,
                     "Folder of schemas (host/path) to use in the place of the bundled ones")
        ->type_name("DIR")
        ->check(usage::folder());
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->add_option("--output", command.output, "Write the findings to a file")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_flag("--strict", command.strict, "What no schema has checked is an error");
    add_jobs(*verb, command.jobs, "Threads");
    verb->footer(k_validate_footer);
}

}  // namespace cairn
