// The verbs of the command line: each adds its options and help, and fills its command when they are parsed.
#pragma once

#include "builder/cli/command_line.hpp"

namespace CLI {
class App;
}

namespace cairn {

void add_build(CLI::App& app, BuildCommand& command);
void add_validate(CLI::App& app, validate::Command& command);
void add_inspect(CLI::App& app, InspectCommand& command);
void add_explain(CLI::App& app, ExplainCommand& command);
void add_init(CLI::App& app, InitCommand& command);
void add_rollback(CLI::App& app, RollbackCommand& command);
void add_publish(CLI::App& app, PublishCommand& command);
void add_check(CLI::App& app, CheckCommand& command);
void add_search(CLI::App& app, SearchCommand& command);
void add_schemas(CLI::App& app, SchemasCommand& command);
void add_plan(CLI::App& app, PlanCommand& command);
void add_scan(CLI::App& app, ScanCommand& command);
void add_assemble(CLI::App& app, AssembleCommand& command);
void add_merge(CLI::App& app, BuildCommand& command);
void add_status(CLI::App& app, StatusCommand& command);
void add_rules(CLI::App& app, RulesCommand& command);
void add_virtualize(CLI::App& app, VirtualizeCommand& command);

}  // namespace cairn
