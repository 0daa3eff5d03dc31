#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <thread>

#include "builder/cli/build_report.hpp"
#include "builder/cli/commands.hpp"
#include "builder/config/environment.hpp"
#include "builder/config/load.hpp"
#include "builder/write/staging.hpp"
#include "validator/report.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_problems_shown = 10;

std::optional<Config> configuration(const BuildCommand& command, Console& console) {
    std::variant<Config, std::vector<ConfigError>> loaded =
        command.config.empty()
            ? std::variant<Config, std::vector<ConfigError>>(default_config(command.archive, command.href))
            : load_config(command.config);
    if (const auto* errors = std::get_if<std::vector<ConfigError>>(&loaded)) {
        console.error(to_text(*errors));
        return std::nullopt;
    }
    Config config = std::get<Config>(std::move(loaded));
    if (const std::vector<ConfigError> errors = apply_environment(config, process_environment()); !errors.empty()) {
        console.error(to_text(errors));
        return std::nullopt;
    }
    return config;
}

void print_problems(const std::vector<Problem>& problems, Console& console) {
    const std::size_t shown =
        console.verbosity() == Verbosity::verbose ? problems.size() : std::min(problems.size(), k_problems_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const Problem& problem = problems[i];
        const Console::Fields fields{
            {"path", problem.path}, {"code", problem.code}, {"stage", std::string(name_of(problem.stage))}};
        console.warning(console.format() == LogFormat::json
                            ? problem.message
                            : fmt::format("{}: {} [{}]", problem.path, problem.message, problem.code),
                        fields);
    }
    if (shown < problems.size()) {
        console.warning(fmt::format("{} more problems; --report FILE has all of them, --verbose prints them",
                                    problems.size() - shown));
    }
}

bool write_report(const std::string& path, const BuildResult& result, Console& console) {
    if (path.empty()) return true;
    std::ofstream file(path, std::ios::binary);
    file << build_report(result);
    file.close();
    if (!file) console.error(fmt::format("the report {} cannot be written", path));
    return static_cast<bool>(file);
}

ExitCode conclude(const BuildCommand& command, const Config& config, const BuildResult& result, Console& console) {
    print_problems(result.problems, console);
    if (result.validation.has_value() && result.validation->summary.errors > 0) {
        console.error(fmt::format("the new catalog has validation errors; {} is as it was\n{}", command.out,
                                  validate::to_text(*result.validation)));
        return ExitCode::validation_errors;
    }
    const std::string outcome = command.dry_run ? "dry run, nothing was written" : "published in " + command.out;
    console.info(fmt::format("{}; {}", build_summary(result), outcome), {{"out", command.out},
                                                                         {"assets", std::to_string(result.tree.assets)},
                                                                         {"items", std::to_string(result.tree.items)}});
    return error_count(result.problems) > config.limits.max_problems ? ExitCode::problems : ExitCode::clean;
}

}  // namespace

ExitCode run_build(const BuildCommand& command, Console& console, const std::atomic<bool>& stop) {
    const std::optional<Config> config = configuration(command, console);
    if (!config.has_value()) return ExitCode::usage;
    BuildOptions options;
    options.out = std::filesystem::absolute(command.out).lexically_normal().string();
    while (options.out.size() > 1 && options.out.back() == '/') options.out.pop_back();
    options.jobs = command.jobs > 0 ? command.jobs : std::max(1U, std::thread::hardware_concurrency());
    options.validate = !command.no_validate;
    options.dry_run = command.dry_run;
    const std::unique_ptr<Filesystem> disk = make_posix_filesystem();
    BuildResult result;
    {
        TerminalProgress progress(console);
        result = build(*config, options, *disk, progress, stop);
    }
    const ExitCode code = conclude(command, *config, result, console);
    return write_report(command.report, result, console) ? code : ExitCode::input_output;
}

}  // namespace cairn
