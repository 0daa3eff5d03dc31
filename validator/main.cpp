// cairn-validate: the validator alone, for continuous integration.
#include <atomic>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

#include "base/end_on_signals.hpp"
#include "base/exit_codes.hpp"
#include "base/standard_streams.hpp"
#include "base/usage/self_description.hpp"
#include "base/usage/usage.hpp"
#include "base/version/version.hpp"
#include "validator/options/options.hpp"
#include "validator/rule_list.hpp"

namespace {

using cairn::ExitCode;

/// `cairn-validate rules`; a folder of that name is ./rules.
void add_rules(CLI::App& app) {
    CLI::App* verb = app.add_subcommand("rules", "Print what is checked beside the schemas, and why");
    const auto format = std::make_shared<std::string>("text");
    verb->add_option("--format", *format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(cairn::usage::one_of({"text", "json"}));
    verb->callback([format] {
        std::cout << (*format == "json" ? cairn::validate::rules_as_json() : cairn::validate::rules_as_text());
        throw CLI::Success();
    });
}

void declare(CLI::App& app, cairn::validate::Command& command) {
    cairn::validate::declare_options(app, command);
    app.add_flag_callback(
        "--list-schemas",
        [] {
            std::cout << cairn::validate::list_of_schemas();
            throw CLI::Success();
        },
        "Print the URLs of the bundled schemas");
    add_rules(app);
    cairn::usage::add_self_description(app, cairn::project_version(), [](const std::string& text) { std::cout << text; });
    app.require_subcommand(0, 1);  // `man rules` is the page of the verb, not the verb
    app.callback([&app, &command] {
        if (command.path.empty() && app.get_subcommands().empty()) throw CLI::RequiredError("PATH");
    });
    app.set_version_flag("--version", cairn::version_text(cairn::Program::cairn_validate),
                         "Show the version, and what the program was built with");
    app.footer(
        "Example: cairn-validate out/catalog --format json --output report.json\n"
        "Of findings a bounded number is kept, by document and by rule; the summary counts them all.\n"
        "Exit codes: 0 no errors; 1 errors were found; 2 usage, or nothing to validate was found; 4 PATH cannot be "
        "read, or the findings not written; 130 interrupted; 141 the reader of standard output left, as head does");
}

ExitCode run(const cairn::validate::Command& command) {
    const std::atomic<bool> stop{false};  // never set: a signal ends the program
    const cairn::validate::Answer answer = cairn::validate::run(command, stop);
    std::cout << answer.text << std::flush;
    if (!answer.complaint.empty()) std::cerr << "error: " << answer.complaint << "\n";
    if (std::cout) return answer.code;
    std::cerr << "error: standard output cannot be written\n";
    return ExitCode::input_output;
}

ExitCode run_guarded(const cairn::validate::Command& command) {
    try {
        return run(command);
    } catch (const std::exception& error) {
        std::cerr << "error: " << error.what() << "\n";
        return ExitCode::input_output;
    }
}

}  // namespace

int main(int argc, char** argv) {
    cairn::open_standard_streams();
    cairn::end_on_signals();
    CLI::App app("Validates STAC catalogs: JSON, schemas, links and pages.", "cairn-validate");
    cairn::validate::Command command;
    command.version = cairn::project_version();
    declare(app, command);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        app.exit(success);  // prints the help or the version
        return static_cast<int>(ExitCode::clean);
    } catch (const CLI::ParseError& error) {
        std::cerr << "error: " << cairn::usage::complaint(app, app, error)
                  << "\n'cairn-validate --help' shows the options\n";
        return static_cast<int>(ExitCode::usage);
    }
    return static_cast<int>(run_guarded(command));
}
