#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/version/version.hpp"
#include "validator/options/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_validate_footer = R"(
Example:
  cairn validate /srv/stac --report sarif=findings.sarif

Of findings a bounded number is kept, by document and by rule; the summary counts them all, and says what was not checked.
Exit codes: 0 no errors; 1 errors were found; 2 usage, or nothing to validate was found; 4 PATH cannot be read; 130 interrupted;
141 the reader of standard output left, as head does.)";

}  // namespace

void add_validate(CLI::App& app, validate::Command& command) {
    CLI::App* verb = app.add_subcommand("validate", "Check a catalog or a document: schemas, links, pages");
    command.version = project_version();
    validate::declare_options(*verb, command).required();
    verb->footer(k_validate_footer);
}

}  // namespace cairn
