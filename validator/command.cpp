#include "validator/command.hpp"

#include <algorithm>
#include <fstream>
#include <thread>
#include <vector>

#include "validator/report.hpp"
#include "validator/schemas.hpp"
#include "validator/sources/web_files.hpp"

namespace cairn::validate {

std::string list_of_schemas() {
    std::vector<std::string> urls = SchemaStore::bundled();
    std::sort(urls.begin(), urls.end());
    std::string text;
    for (const std::string& url : urls) text.append(url).append("\n");
    return text;
}

Answer run(const Command& command, const std::atomic<bool>& stop) {
    std::size_t threads =
        command.jobs > 0 ? command.jobs : std::max<std::size_t>(1, std::thread::hardware_concurrency());
    // Each waits for an answer most of the time.
    if (is_web(command.path)) threads = std::max(threads, command.options.politeness.connections);
    const Report report = validate(command.path, command.options, with_threads(threads), stop);
    if (report.summary.documents == 0 && report.summary.errors == 0) {
        return {
            ExitCode::usage, {}, command.path + ": nothing to validate was found: no *.json file lies in the folder"};
    }
    const ExitCode code = report.summary.errors > 0 ? ExitCode::validation_errors : ExitCode::clean;
    std::string text = command.format == "json" ? to_json(report) : to_text(report);
    if (command.output.empty()) return {code, std::move(text), {}};
    std::ofstream file(command.output, std::ios::binary);
    file << text;
    file.close();
    if (!file) return {ExitCode::input_output, {}, "the findings cannot be written to " + command.output};
    return {code, {}, {}};
}

}  // namespace cairn::validate
