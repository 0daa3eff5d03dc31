#include "validator/command.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/interrupted.hpp"
#include "validator/acceptance.hpp"
#include "validator/fix/fixes.hpp"
#include "validator/fix/text_edits.hpp"
#include "validator/read_file.hpp"
#include "validator/report/writers.hpp"
#include "validator/schemas.hpp"
#include "validator/sources/folder_files.hpp"
#include "validator/sources/web_files.hpp"

namespace cairn::validate {

namespace {

/// Why a command cannot be carried out as it was given.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::size_t threads_of(const Command& command) {
    const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    const std::size_t threads = command.jobs > 0 ? command.jobs : cores;
    // With a server each waits for an answer most of the time.
    const bool waits = is_web(command.path) || command.options.check_assets != CheckAssets::nothing;
    return waits ? std::max(threads, command.options.politeness.connections) : threads;
}

std::string text_of_file(const std::string& path, const char* what) {
    constexpr std::size_t k_largest = 1U << 30;
    FileText read = read_file(path, k_largest, Only::anything, k_never_stop);
    if (!read.problem.empty()) throw WrongUsage(path + ": the file of " + what + " " + read.problem);
    return std::move(read.text);
}

std::shared_ptr<const Acceptance> acceptance_of(const Command& command) {
    if (command.write_fix && !command.fix) throw WrongUsage("--write needs --fix, which says what is written");
    if (command.update_baseline && command.baseline.empty())
        throw WrongUsage("--update-baseline needs --baseline FILE, which says where");
    const bool uses_baseline = !command.baseline.empty() && !command.update_baseline;
    if (command.rules_file.empty() && !uses_baseline) return nullptr;
    const auto acceptance = std::make_shared<Acceptance>();
    try {
        if (!command.rules_file.empty())
            acceptance->take_rules(text_of_file(command.rules_file, "rules"), command.rules_file);
        if (uses_baseline)
            acceptance->take_baseline(text_of_file(command.baseline, "known findings"), command.baseline);
    } catch (const std::runtime_error& error) {
        throw WrongUsage(error.what());
    }
    return acceptance;
}

/// A baseline has all findings, however many there are.
Options options_of(const Command& command) {
    Options options = command.options;
    if (options.check_assets == CheckAssets::metadata && options.asset_reader == nullptr)
        throw WrongUsage(
            "--check-assets metadata opens netCDF and Zarr, which this program alone cannot: 'cairn validate' does; "
            "--check-assets checksum is the most here");
    options.acceptance = acceptance_of(command);
    if (command.update_baseline) options.findings_per_document = options.findings_per_rule = SIZE_MAX;
    return options;
}

/// Empty, or why it could not be written.
std::string write_file(const std::string& path, const std::string& text, const char* what) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    return file ? std::string() : std::string(what) + " cannot be written to " + path;
}

std::string write_reports(const Command& command, const Report& report) {
    const Layout layout{command.most_groups};
    if (command.update_baseline) {
        std::string complaint = write_file(command.baseline, baseline_of(report), "the known findings");
        if (!complaint.empty()) return complaint;
    }
    std::vector<std::string> reports = command.reports;
    if (!command.output.empty()) reports.push_back(command.format + "=" + command.output);
    for (const std::string& named : reports) {
        const std::size_t sign = named.find('=');
        const Writer& writer = *find_writer(named.substr(0, sign));
        std::string complaint = write_file(named.substr(sign + 1), writer.write(report, layout), "the findings");
        if (!complaint.empty()) return complaint;
    }
    return {};
}

ExitCode code_of(const Command& command, const Report& report) {
    if (command.update_baseline) return ExitCode::clean;  // what is known from now on
    const Summary& s = report.summary;
    const bool fails = s.errors > 0 || (command.fail_on == FailOn::warning && s.warnings > 0);
    return fails ? ExitCode::validation_errors : ExitCode::clean;
}

/// The diff in the place of the report.
Answer fixed(const Command& command, const Report& report, const std::optional<std::vector<FixedDocument>>& fixes) {
    if (!fixes) {
        return {ExitCode::usage,
                {},
                command.path + ": --fix mends documents of a folder: name the folder, or its root document"};
    }
    std::string text;
    std::size_t changes = 0;
    for (const FixedDocument& document : *fixes) {
        text += unified_diff(document.before, document.after, document.path);
        changes += document.changes;
    }
    text += std::to_string(changes) + " changes in " + std::to_string(fixes->size()) + " documents" +
            (changes == 0        ? ""
             : command.write_fix ? ", which were written"
                                 : "; --write carries them out") +
            "\n";
    if (command.write_fix) {
        try {
            write_fixes(report.base, *fixes);
        } catch (const std::runtime_error& error) {
            return {ExitCode::input_output, std::move(text), error.what()};
        }
    }
    return {code_of(command, report), std::move(text), {}};
}

}  // namespace

std::string list_of_schemas() {
    std::vector<std::string> urls = SchemaStore::bundled();
    std::sort(urls.begin(), urls.end());
    std::string text;
    for (const std::string& url : urls) text.append(url).append("\n");
    return text;
}

Answer run(const Command& command, const std::atomic<bool>& stop) {
    Report report;
    std::optional<std::vector<FixedDocument>> fixes;
    try {
        Options options = options_of(command);
        const ParallelFor parallel = with_threads(threads_of(command));
        if (command.fix)
            options.with_tree = [&](const Tree& tree) {
                if (dynamic_cast<const FolderFiles*>(&tree.files()) != nullptr)
                    fixes = propose_fixes(tree, options, parallel, stop);
            };
        report = validate(command.path, options, parallel, stop);
        if (options.acceptance != nullptr) report.summary.known = options.acceptance->known();
    } catch (const WrongUsage& wrong) {
        return {ExitCode::usage, {}, wrong.what()};
    }
    report.version = command.version;
    if (report.summary.documents == 0 && report.summary.errors == 0) {
        return {
            ExitCode::usage, {}, command.path + ": nothing to validate was found: no *.json file lies in the folder"};
    }
    if (command.fix) return fixed(command, report, fixes);
    std::string complaint = write_reports(command, report);
    if (!complaint.empty()) return {ExitCode::input_output, {}, std::move(complaint)};
    if (!command.output.empty()) return {code_of(command, report), {}, {}};
    return {code_of(command, report), find_writer(command.format)->write(report, {command.most_groups}), {}};
}

}  // namespace cairn::validate
