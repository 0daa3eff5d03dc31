// cairn-validate: the validator alone, for continuous integration.
#include <CLI/CLI.hpp>
#include <atomic>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/standard_streams.hpp"
#include "validator/report.hpp"
#include "validator/validate.hpp"

namespace {

enum ExitCode { k_clean = 0, k_errors_found = 1, k_usage = 2, k_input_output = 4 };

struct Arguments {
    std::string path;
    std::string format = "text";
    std::string output;
    std::size_t jobs = 0;
    cairn::validate::Options options;
};

void declare(CLI::App& app, Arguments& arguments) {
    app.add_option("PATH", arguments.path, "A STAC document, or the folder of a catalog")->required();
    app.add_option("--schemas", arguments.options.schemas_folder,
                   "Folder of official schemas by host and path, used in place of the bundled ones");
    app.add_option("--format", arguments.format, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    app.add_option("--output", arguments.output, "File for the report; standard output without it");
    app.add_option("--jobs", arguments.jobs, "Threads; 0: one for each core")->capture_default_str();
    app.footer(
        "Example: cairn-validate out/catalog --format json --output report.json\n"
        "Exit codes: 0 no errors, 1 errors found, 2 wrong usage, 4 something cannot be read or written");
}

void print(const Arguments& arguments, const std::string& text) {
    if (arguments.output.empty()) {
        std::cout << text << std::flush;
        if (!std::cout) throw std::runtime_error("standard output cannot be written");
        return;
    }
    std::ofstream file(arguments.output, std::ios::binary);
    file << text << std::flush;
    if (!file) throw std::runtime_error(arguments.output + ": cannot be written");
}

int run(const Arguments& arguments) {
    namespace validate = cairn::validate;
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::atomic<bool> stop{false};
    const validate::Report report = validate::validate(
        arguments.path, arguments.options, validate::with_threads(arguments.jobs == 0 ? cores : arguments.jobs), stop);
    print(arguments, arguments.format == "json" ? validate::to_json(report) : validate::to_text(report));
    return report.summary.errors > 0 ? k_errors_found : k_clean;
}

}  // namespace

int main(int argc, char** argv) {
    cairn::open_standard_streams();
    CLI::App app("Validates STAC catalogs: JSON, schemas, links and pages.", "cairn-validate");
    Arguments arguments;
    declare(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? k_clean : k_usage;
    }
    try {
        return run(arguments);
    } catch (const std::exception& error) {
        std::cerr << "cairn-validate: " << error.what() << "\n";
        return k_input_output;
    }
}
