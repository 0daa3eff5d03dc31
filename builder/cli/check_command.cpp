#include <iostream>

#include "base/end_on_signals.hpp"
#include "builder/check/report.hpp"
#include "builder/cli/commands.hpp"

namespace cairn {

ExitCode run_check(const CheckCommand& command) {
    end_on_signals();
    check::CheckReport report = check::check_host(check::visit_host(command.url, command.timeout_s));
    if (!command.server.empty()) report.server = check::server_named(command.server);
    std::cout << (command.format == "json" ? check::check_json(report) + '\n' : check::check_text(report));
    const bool has_errors = report.count(Severity::error) > 0;
    const bool has_warnings = report.count(Severity::warning) > 0;
    return has_errors || (command.strict && has_warnings) ? ExitCode::validation_errors : ExitCode::clean;
}

}  // namespace cairn
