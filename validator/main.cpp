// cairn-validate: the validator alone, for continuous integration.
#include <CLI/CLI.hpp>
#include <atomic>
#include <exception>
#include <iostream>
#include <string>

#include "base/end_on_signals.hpp"
#include "base/exit_codes.hpp"
#include "base/standard_streams.hpp"
#include "validator/command.hpp"

namespace {

using cairn::ExitCode;

void declare(CLI::App& app, cairn::validate::Command& command) {
    app.add_option("PATH", command.path, "A STAC document, or the folder of a catalog")->required();
    app.add_option("--schemas", command.options.schemas_folder,
                   "Folder of official schemas by host and path, used in place of the bundled ones");
    app.add_option("--format", command.format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    app.add_option("--output", command.output, "File for the report; standard output without it");
    app.add_option("--jobs", command.jobs, "Threads; 0: one for each core")->capture_default_str();
    app.set_version_flag("--version", "cairn-validate " CAIRN_VERSION, "Show the version");
    app.footer(
        "Example: cairn-validate out/catalog --format json --output report.json\n"
        "Exit codes: 0 no errors, 1 errors found, 2 wrong usage or nothing to validate, 4 something cannot be read or "
        "written, 130 interrupted, 141 standard output was closed by its reader");
}

ExitCode run(const cairn::validate::Command& command) {
    const std::atomic<bool> stop{false};  // never set: a signal ends the program
    const cairn::validate::Answer answer = cairn::validate::run(command, stop);
    std::cout << answer.text << std::flush;
    if (!answer.complaint.empty()) std::cerr << "cairn-validate: " << answer.complaint << "\n";
    if (std::cout) return answer.code;
    std::cerr << "cairn-validate: standard output cannot be written\n";
    return ExitCode::input_output;
}

ExitCode run_guarded(const cairn::validate::Command& command) {
    try {
        return run(command);
    } catch (const std::exception& error) {
        std::cerr << "cairn-validate: " << error.what() << "\n";
        return ExitCode::input_output;
    }
}

}  // namespace

int main(int argc, char** argv) {
    cairn::open_standard_streams();
    cairn::end_on_signals();
    CLI::App app("Validates STAC catalogs: JSON, schemas, links and pages.", "cairn-validate");
    cairn::validate::Command command;
    declare(app, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return static_cast<int>(app.exit(error) == 0 ? ExitCode::clean : ExitCode::usage);
    }
    return static_cast<int>(run_guarded(command));
}
