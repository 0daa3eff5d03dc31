// cairn: from the command line to a verb, and from what happened to an exit code.
#include <atomic>
#include <csignal>
#include <exception>
#include <iostream>

#include "base/standard_streams.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/failure.hpp"
#include "builder/cli/standard_output.hpp"

namespace {

std::atomic<bool> g_stop = false;  // the one thing a signal handler may touch

extern "C" void on_signal(int) { g_stop = true; }

void catch_signals() {
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);  // a second signal ends the program at once
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of a write, not the end
}

cairn::ExitCode run(const cairn::CommandLine& command, cairn::Console& console) {
    switch (command.verb) {
        case cairn::Verb::build:
            return cairn::run_build(command.build, console, g_stop);
        case cairn::Verb::validate:
            return cairn::run_validate(command.validate, console, g_stop);
        case cairn::Verb::inspect:
            return cairn::run_inspect(command.inspect, console);
        case cairn::Verb::explain:
            return cairn::run_explain(command.explain, console);
        case cairn::Verb::rollback:
            return cairn::run_rollback(command.rollback, console, g_stop);
        case cairn::Verb::publish:
            return cairn::run_publish(command.publish, console, g_stop);
        case cairn::Verb::check:
            return cairn::run_check(command.check);
        case cairn::Verb::schemas:
            return cairn::run_schemas(command.schemas, console);
        case cairn::Verb::rules:
            return cairn::run_rules(command.rules);
        case cairn::Verb::search:
            return cairn::run_search(command.search, console);
        case cairn::Verb::init:
            return cairn::run_init(command.init, console, g_stop);
        case cairn::Verb::plan:
            return cairn::run_plan(command.plan, console, g_stop);
        case cairn::Verb::scan:
            return cairn::run_scan(command.scan, console, g_stop);
        case cairn::Verb::assemble:
            return cairn::run_assemble(command.assemble, console, g_stop);
        case cairn::Verb::merge:
            return cairn::run_build(command.merge, console, g_stop);
        case cairn::Verb::status:
            return cairn::run_status(command.status);
        case cairn::Verb::virtualize:
            return cairn::run_virtualize(command.virtualize, console, g_stop);
        case cairn::Verb::none:
            break;
    }
    return cairn::ExitCode::usage;
}

/// Broken environments arrive here as exceptions; everything else has become a problem in a report before.
cairn::ExitCode run_guarded(const cairn::CommandLine& command, cairn::Console& console) {
    try {
        return run(command, console);
    } catch (...) {
        const cairn::Ending ending = cairn::ending_of(std::current_exception());
        console.error(ending.error);
        return ending.code;
    }
}

/// The code to exit with when standard output has been written, or could not be.
cairn::ExitCode with_output_finished(cairn::ExitCode code, cairn::Console& console) {
    switch (cairn::finish_standard_output()) {
        case cairn::StandardOutput::closed:
            return cairn::ExitCode::closed_pipe;
        case cairn::StandardOutput::failed:
            console.error("standard output cannot be written: is the disk full?");
            return cairn::ExitCode::input_output;
        case cairn::StandardOutput::written:
            break;
    }
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    cairn::open_standard_streams();
    catch_signals();
    const cairn::ParsedLine parsed = cairn::parse_command_line(argc, argv);
    cairn::Console console(parsed.command.verbosity, parsed.command.log_format);
    std::cout << parsed.output;
    if (!parsed.complaint.empty())
        console.error(parsed.complaint + "\n'cairn --help' shows the verbs, 'cairn VERB --help' the options");
    return static_cast<int>(
        with_output_finished(parsed.exit ? *parsed.exit : run_guarded(parsed.command, console), console));
}
