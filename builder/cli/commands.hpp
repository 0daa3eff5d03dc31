// One function for each verb. They print to standard output and to the console, and say how the program is to exit.
#pragma once

#include <atomic>

#include "builder/cli/command_line.hpp"

namespace cairn {

ExitCode run_build(const BuildCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_validate(const validate::Command& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_inspect(const InspectCommand& command, Console& console);
ExitCode run_init(const InitCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_rollback(const RollbackCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_plan(const PlanCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_scan(const ScanCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_assemble(const AssembleCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_status(const StatusCommand& command);
ExitCode run_publish(const PublishCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_check(const CheckCommand& command);
ExitCode run_schemas(const SchemasCommand& command, Console& console);
ExitCode run_rules(const RulesCommand& command);
ExitCode run_search(const SearchCommand& command, Console& console);
ExitCode run_virtualize(const VirtualizeCommand& command, Console& console, const std::atomic<bool>& stop);
ExitCode run_explain(const ExplainCommand& command, Console& console);

}  // namespace cairn
