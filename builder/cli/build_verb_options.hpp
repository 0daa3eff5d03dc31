// Options that several verbs share, since each does a part of what a build does.
#pragma once

#include "builder/cli/command_line.hpp"

namespace CLI {
class App;
}

namespace cairn {

/// --config, --archive, --records, --preset, --href; one of the first three is needed.
void add_inputs(CLI::App& verb, BuildCommand& command);
/// --out, --adopt.
void add_output(CLI::App& verb, BuildCommand& command);
/// --report, --changes, --metrics, --tolerate.
void add_reports(CLI::App& verb, BuildCommand& command);
/// --no-validate, --validate.
void add_validation(CLI::App& verb, BuildCommand& command);
/// --accept-removals, --ledger, --state, --no-state.
void add_memory(CLI::App& verb, BuildCommand& command);

}  // namespace cairn
