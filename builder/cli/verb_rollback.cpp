#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_rollback_footer = R"(
Example:
  cairn rollback /srv/stac --list
  cairn rollback /srv/stac --to 7

Catalogs are kept where the configuration says so (publish.keep_previous). The one that is replaced is kept, too: a second rollback undoes the first.
Exit codes: 0 clean; 2 usage, or there is no such catalog; 4 input/output error; 5 another run is writing OUT; 130 interrupted.)";

}  // namespace

void add_rollback(CLI::App& app, RollbackCommand& command) {
    CLI::App* verb = app.add_subcommand("rollback", "Put back the catalog that OUT held before");
    verb->add_option("OUT", command.out, "Folder of the catalog")->type_name("")->check(usage::not_empty())->required();
    CLI::Option* to =
        verb->add_option("--to", command.to, "Number of the catalog, as --list has it (default: the last one)")
            ->type_name("N")
            ->check(CLI::PositiveNumber);
    CLI::Option* list = verb->add_flag("--list", command.list, "Print the catalogs that can be put back")->excludes(to);
    verb->add_option("--changes", command.changes,
                     "Write what changed in OUT as NDJSON, in the order in which a copy may be changed")
        ->type_name("FILE")
        ->excludes(list);
    add_wait(*verb, command.wait);
    verb->footer(k_rollback_footer);
}

}  // namespace cairn
