#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <thread>

#include "builder/cli/build_report.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/end_soon.hpp"
#include "builder/cli/failure.hpp"
#include "builder/cli/plan_text.hpp"
#include "builder/cli/problem_lines.hpp"
#include "builder/cli/report_file.hpp"
#include "builder/config/address.hpp"
#include "builder/config/environment.hpp"
#include "builder/config/load.hpp"
#include "builder/state/state_path.hpp"
#include "builder/write/staging.hpp"
#include "validator/report/writers.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_problems_shown = 10;  // lines
constexpr std::size_t k_folders_shown = 4;    // with errors of one code

/// Throws std::invalid_argument with all errors.
Config configuration(const BuildCommand& command) {
    if (!command.href.empty()) {
        if (const auto complaint = complaint_about_address(command.href, Address::files))
            throw std::invalid_argument("--href: " + *complaint);
    }
    std::variant<Config, std::vector<ConfigError>> loaded =
        !command.config.empty()   ? load_config(command.config)
        : !command.preset.empty() ? preset_config(command.preset, command.archive, command.href, command.records)
                                  : std::variant<Config, std::vector<ConfigError>>(
                                        default_config(command.archive, command.href, command.records));
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        throw std::invalid_argument(to_text(*errors));
    }
    if (const auto complaint = complaint_about_root(command.archive))
        throw std::invalid_argument("--archive: " + *complaint);
    Config config = std::get<Config>(std::move(loaded));
    std::vector<ConfigError> errors = unknown_settings(process_variables());
    for (ConfigError& error : apply_environment(config, process_environment())) errors.push_back(std::move(error));
    if (!errors.empty()) throw std::invalid_argument(to_text(errors));
    if (command.requests > 0) config.remote.requests = command.requests;
    return config;
}

void print_problems(const BuildResult& result, Console& console) {
    const bool all = console.verbosity() == Verbosity::verbose;
    const std::vector<ProblemLine> lines = all ? all_problem_lines(result) : problem_lines(result, k_folders_shown);
    const std::size_t shown = all ? lines.size() : std::min(lines.size(), k_problems_shown);
    std::size_t left = 0;
    for (const ProblemLine& line : lines) left += line.count;
    for (std::size_t i = 0; i < shown; ++i) {
        const Problem& problem = *lines[i].first;
        left -= lines[i].count;
        const Console::Fields fields{{"path", problem.path},
                                     {"code", problem.code},
                                     {"stage", std::string(name_of(problem.stage))},
                                     {"severity", std::string(name_of(problem.severity))},
                                     {"count", std::to_string(lines[i].count)}};
        console.warning(
            console.format() == LogFormat::json
                ? problem.message
                : fmt::format("{}: {} [{}]", lines[i].place, lines[i].message, problem.code),
            fields, console.format() == LogFormat::text && problem.severity == Severity::error ? "problem" : "warning");
    }
    if (left > 0)
        console.warning(fmt::format("{} more problems; --report FILE has all of them, --verbose prints them", left));
}

ExitCode conclude(const BuildCommand& command, const Config& config, const BuildResult& result, Console& console) {
    print_problems(result, console);
    if (result.validation.has_value() && result.validation->summary.errors > 0) {
        console.error(fmt::format("the new catalog has validation errors; {} is as it was\n{}", command.out,
                                  validate::to_text(*result.validation)));
        return ExitCode::validation_errors;
    }
    if (result.tree.assets == 0) {
        console.error(fmt::format(
            "nothing to publish: of {} files found{}, {} are of no known format, {} could not be catalogued, and {} "
            "were left aside (see the warnings); {} is as it was",
            result.files_seen, result.records > 0 ? fmt::format(" and {} records", result.records) : "",
            result.files_ignored(), error_count(result.problems), result.problems.size() - error_count(result.problems),
            command.out));
        return ExitCode::problems;
    }
    if (result.planned.has_value() && !command.diff)
        std::cout << plan_text(*result.planned, console.verbosity() == Verbosity::verbose);
    if (result.diff.has_value()) std::cout << to_text(*result.diff);
    if (result.why.has_value()) std::cout << to_text(*result.why);
    const std::string outcome = command.dry_run ? "dry run, nothing was written" : "published in " + command.out;
    console.info(fmt::format("{}; {}", build_summary(result), outcome), {{"out", command.out},
                                                                         {"assets", std::to_string(result.tree.assets)},
                                                                         {"items", std::to_string(result.tree.items)}});
    return error_count(result.problems) > config.limits.max_problems ? ExitCode::problems : ExitCode::clean;
}

std::string absolute(const std::string& path) { return std::filesystem::absolute(path).lexically_normal().string(); }

/// Comes from $XDG_STATE_HOME, which counts only when it is absolute, else from $HOME; empty: neither is set.
std::string state_home() {
    const EnvironmentLookup variable = process_environment();
    const std::string given = variable("XDG_STATE_HOME").value_or("");
    if (given.starts_with('/')) return given;
    const std::string home = variable("HOME").value_or("");
    return home.starts_with('/') ? home + "/.local/state" : std::string();
}

/// Empty: none is wanted, or a dry run would have to make it.
std::string state_of(const BuildCommand& command, const Config& config, const std::string& out) {
    if (command.no_state) return {};
    StatePlace place{command.state.empty() ? "" : absolute(command.state),
                     command.config.empty() ? "" : absolute(command.config),
                     out,
                     {},
                     state_home()};
    for (const Archive& archive : config.archives) place.archives.push_back(archive.root);
    const std::string path = state_path(place);
    return command.dry_run && !std::filesystem::exists(path) ? std::string() : path;
}

/// Beside the state, when it is not named; empty: there is neither.
std::string ledger_of(const BuildCommand& command, const Config& config, const std::string& out,
                      const std::string& state) {
    if (command.ledger.empty()) return state.empty() ? std::string() : state + ".ledger";
    StatePlace place{absolute(command.ledger), {}, out, {}, {}};
    for (const Archive& archive : config.archives) place.archives.push_back(archive.root);
    return state_path(place);
}

/// SOURCE_DATE_EPOCH stands for the time of day, as in other programs whose output is to be reproducible: the ages of
/// files and of what is kept of them count from it.
std::int64_t now_s() {
    const std::string given = process_environment()("SOURCE_DATE_EPOCH").value_or("");
    if (given.empty()) {
        using std::chrono::system_clock;
        return std::chrono::duration_cast<std::chrono::seconds>(system_clock::now().time_since_epoch()).count();
    }
    std::int64_t seconds = 0;
    const char* end = given.data() + given.size();
    if (std::from_chars(given.data(), end, seconds).ptr != end)
        throw std::invalid_argument("SOURCE_DATE_EPOCH: found '" + given + "', expected seconds since 1970-01-01");
    return seconds;
}

/// A program that was built anew may write other documents, and judge them otherwise.
std::string text_of_program() {
    struct stat program {};
    if (::stat("/proc/self/exe", &program) != 0) return CAIRN_VERSION;
    const FileStamp stamp = stamp_of(program);
    return fmt::format("{}\n{} {} {}", CAIRN_VERSION, stamp.size_bytes, stamp.modified_ns, stamp.inode);
}

std::uint64_t number_of_program() {
    const std::string text = text_of_program();
    return XXH3_64bits(text.data(), text.size());
}

/// What documents depend on beside the archive.
std::uint64_t inputs_of(const BuildCommand& command, const Config& config) {
    std::string inputs = text_of_program();
    inputs += fmt::format("\n{}\n{}\n{}\n{}\n{}", config.origin, command.archive, command.href,
                          static_cast<int>(command.reader), command.no_validate);
    for (const Archive& archive : config.archives) inputs += '\n' + archive.name + '\n' + archive.root;
    const EnvironmentLookup value = process_environment();
    std::vector<std::string> names = process_variables();
    std::ranges::sort(names);
    for (const std::string& name : names) {
        if (name.starts_with("CAIRN_")) inputs += '\n' + name + '=' + value(name).value_or("");
    }
    return XXH3_64bits(inputs.data(), inputs.size());
}

BuildOptions options_of(const BuildCommand& command, const Config& config, const std::string& out) {
    BuildOptions options;
    options.out = out;
    options.adopt = command.adopt;
    options.jobs = command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
    options.validate = !command.no_validate;
    options.dry_run = command.dry_run;
    options.diff = command.diff;
    options.why = command.why;
    options.changes = !command.changes.empty() || command.why;
    options.patience = command.wait;
    options.reader = command.reader;
    options.trust = command.trust;
    options.program = CAIRN_VERSION;
    options.inputs = inputs_of(command, config);
    options.program_number = number_of_program();
    options.validate_all = command.validate_all;
    options.accept_removals = command.accept_removals;
    options.state = state_of(command, config, out);
    options.ledger = ledger_of(command, config, out, options.state);
    options.now_s = now_s();
    return options;
}

/// Progress that tells when there begins to be something to undo.
class WatchedProgress final : public TerminalProgress {
  public:
    WatchedProgress(Console& console, EndSoon& end_soon)
        : TerminalProgress(console), m_console(console), m_end_soon(end_soon) {}

    void begin(std::string_view phase, std::uint64_t total) override {
        if (phase == k_writing) m_end_soon.leave_alone();
        TerminalProgress::begin(phase, total);
    }

    void note(std::string_view text) override { m_console.info(text); }

  private:
    Console& m_console;
    EndSoon& m_end_soon;
};

/// `result` gets what was found, also when an exception ends the run.
ExitCode build_and_conclude(const BuildCommand& command, const std::string& out, Filesystem& disk, Console& console,
                            const std::atomic<bool>& stop, EndSoon& end_soon, BuildResult& result) {
    const Config config = configuration(command);
    {
        WatchedProgress progress(console, end_soon);
        build(config, options_of(command, config, out), disk, progress, stop, result);
    }
    end_soon.leave_alone();
    return conclude(command, config, result, console);
}

/// Without links on the way to a "..", which means another folder then.
std::string absolute_out(const std::string& out, const Filesystem& disk) {
    const std::filesystem::path path(out);
    if (std::find(path.begin(), path.end(), "..") != path.end()) return disk.resolved(out);
    return without_final_slashes(std::filesystem::absolute(path).lexically_normal().string());
}

}  // namespace

ExitCode run_build(const BuildCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    if (command.out.empty()) throw std::invalid_argument("'' cannot be the output folder: name a folder");
    const std::string out = absolute_out(command.out, *disk);
    ReportFile report(command.report, out, *disk);
    ReportFile changes(command.changes, out, *disk, k_list_of_changes);
    BuildResult result;
    Ending ending;
    EndSoon end_soon(stop, [&] {
        const Ending interrupted{ExitCode::interrupted, "interrupted: nothing was published"};
        console.error(interrupted.error);
        report.publish(build_report(BuildResult(), interrupted));  // what was found so far still changes
        abandon_staging(*disk, out);
    });
    try {
        ending.code = build_and_conclude(command, out, *disk, console, stop, end_soon, result);
        if (result.published) changes.publish(changes_text(result.changes));
    } catch (...) {
        end_soon.leave_alone();
        ending = ending_of(std::current_exception());
        console.error(ending.error);
    }
    report.publish(build_report(result, ending));
    return ending.code;
}

}  // namespace cairn
