#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

#include "builder/cli/commands.hpp"
#include "validator/report.hpp"
#include "validator/validate.hpp"

namespace cairn {

ExitCode run_validate(const ValidateCommand& command, Console& console, const std::atomic<bool>& stop) {
    validate::Options options;
    options.schemas_folder = command.schemas;
    const std::size_t threads = command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
    const validate::Report report = validate::validate(command.path, options, validate::with_threads(threads), stop);
    if (stop) return ExitCode::interrupted;
    const std::string text = command.format == "json" ? validate::to_json(report) : validate::to_text(report);
    if (command.output.empty()) {
        std::cout << text;
    } else {
        std::ofstream file(command.output, std::ios::binary);
        file << text;
        file.close();
        if (!file) {
            console.error("the findings cannot be written to " + command.output);
            return ExitCode::input_output;
        }
    }
    return report.summary.errors > 0 ? ExitCode::validation_errors : ExitCode::clean;
}

}  // namespace cairn
