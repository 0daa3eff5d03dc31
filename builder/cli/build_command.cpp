#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <optional>
#include <stdexcept>

#include "builder/cli/build_options.hpp"
#include "builder/cli/build_report.hpp"
#include "builder/cli/commands.hpp"
#include "builder/cli/end_soon.hpp"
#include "builder/cli/failure.hpp"
#include "builder/cli/figures.hpp"
#include "builder/cli/merge_input.hpp"
#include "builder/cli/plan_text.hpp"
#include "builder/cli/problem_lines.hpp"
#include "builder/cli/report_file.hpp"
#include "builder/cli/run_account.hpp"
#include "builder/write/staging.hpp"
#include "validator/report/writers.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_problems_shown = 10;  // lines
constexpr std::size_t k_folders_shown = 4;    // with errors of one code

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

/// Why there is nothing to publish.
std::string nothing_text(const BuildResult& result) {
    if (result.files_seen == 0 && result.records == 0)
        return "nothing to publish: the archive holds no file: check its path";
    return fmt::format(
        "nothing to publish: of {} files found{}, {} are excluded, {} are of no known format, {} could not be "
        "catalogued, and "
        "{} were left aside (see the warnings)",
        result.files_seen, result.records > 0 ? fmt::format(" and {} records", result.records) : "",
        result.files_excluded, result.files_ignored() - result.files_excluded, error_count(result.problems),
        result.problems.size() - error_count(result.problems));
}

ExitCode conclude(const BuildCommand& command, const Config& config, const BuildResult& result, Console& console) {
    print_problems(result, console);
    if (result.validation.has_value() && result.validation->summary.errors > 0) {
        console.error(fmt::format("the new catalog has validation errors; {} is as it was\n{}", command.out,
                                  validate::to_text(*result.validation)));
        return ExitCode::validation_errors;
    }
    if (result.tree.assets == 0) {
        console.error(nothing_text(result) + "; " + command.out + " is as it was");
        return ExitCode::problems;
    }
    if (result.planned.has_value() && !command.diff)
        std::cout << plan_text(*result.planned, console.verbosity() == Verbosity::verbose);
    if (result.diff.has_value()) std::cout << to_text(*result.diff);
    if (result.why.has_value()) std::cout << to_text(*result.why);
    const std::string outcome = command.dry_run ? "dry run, nothing was written" : "published in " + command.out;
    const std::string summary = fmt::format("{}; {}", build_summary(result), outcome);
    const Console::Fields fields{{"out", command.out},
                                 {"assets", std::to_string(result.tree.assets)},
                                 {"items", std::to_string(result.tree.items)}};
    const std::uint64_t errors = error_count(result.problems);
    const bool is_tolerated = command.tolerate ? command.tolerate->holds(errors, result.sources + result.records)
                                               : errors <= config.limits.max_problems;
    if (is_tolerated) {
        console.info(summary, fields);
        return ExitCode::clean;
    }
    if (console.verbosity() == Verbosity::quiet) {
        console.error(summary, fields);  // whoever asks for quiet still has to hear why the exit code is not 0
    } else {
        console.info(summary, fields);
    }
    return ExitCode::problems;
}

/// Progress that tells when there begins to be something to undo.
class WatchedProgress final : public TerminalProgress {
  public:
    WatchedProgress(Console& console, EndSoon& end_soon, RunAccount& account)
        : TerminalProgress(console), m_console(console), m_end_soon(end_soon), m_account(account) {}

    void begin(std::string_view phase, std::uint64_t total) override {
        if (phase == k_writing) m_end_soon.leave_alone();
        m_account.begin_stage(phase);
        TerminalProgress::begin(phase, total);
    }

    void note(std::string_view text) override { m_console.info(text); }

  private:
    Console& m_console;
    EndSoon& m_end_soon;
    RunAccount& m_account;
};

/// What there is of a run, also when an exception ended it. What a merge takes comes first: the result refers to it.
struct BuildRun {
    std::optional<MergeInput> merge;
    BuildResult result;
    RunAccount account;
    std::string state;  ///< its path, once it is known
};

ExitCode build_and_conclude(const BuildCommand& given, const std::string& out, Filesystem& disk, Console& console,
                            const std::atomic<bool>& stop, EndSoon& end_soon, BuildRun& run) {
    if (!given.plan.empty()) {
        run.account.begin_stage("opening shards");
        run.merge.emplace(given);
        run.merge->take_parts(given.parts);
    }
    const BuildCommand command = run.merge ? planned_command(given, run.merge->plan().head()) : given;
    const Config config = configuration(command);
    BuildOptions options = options_of(command, config, out);
    if (!command.dry_run) run.state = options.state;
    if (run.merge) run.merge->apply(config, disk, options);
    {
        WatchedProgress progress(console, end_soon, run.account);
        build(config, options, disk, progress, stop, run.result);
    }
    end_soon.leave_alone();
    return conclude(command, config, run.result, console);
}

}  // namespace

ExitCode run_build(const BuildCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    if (command.out.empty()) throw std::invalid_argument("'' cannot be the output folder: name a folder");
    const std::string out = absolute_out(command.out, *disk);
    ReportFile report(command.report, out, *disk);
    ReportFile changes(command.changes, out, *disk, k_list_of_changes);
    ReportFile figures(command.metrics, out, *disk, k_file_of_figures);
    BuildRun run;
    Ending ending;
    const auto publish_reports = [&](const BuildResult& result) {
        const RunFigures now = run.account.figures();
        figures.publish(figures_text(result, ending, now, out));
        report.publish(build_report(result, ending, now));
    };
    EndSoon end_soon(stop, [&] {
        ending = {ExitCode::interrupted, "interrupted: nothing was published"};
        console.error(ending.error);
        publish_reports(BuildResult());  // what was found so far still changes
        abandon_staging(*disk, out);
    });
    try {
        ending.code = build_and_conclude(command, out, *disk, console, stop, end_soon, run);
        if (run.result.published) changes.publish(changes_text(run.result.changes));
    } catch (...) {
        end_soon.leave_alone();
        ending = ending_of(std::current_exception());
        console.error(ending.error);
    }
    run.account.record(run.state, out, run.result, ending);
    publish_reports(run.result);
    return ending.code;
}

}  // namespace cairn
