#include "validator/options/options.hpp"

#include <string>
#include <vector>

#include "base/usage/usage.hpp"
#include "validator/report/writers.hpp"

namespace cairn::validate {

namespace {

std::vector<std::string> names_of_writers() {
    std::vector<std::string> names;
    for (const Writer& writer : report_writers()) names.emplace_back(writer.name);
    return names;
}

std::string help_of_formats() {
    std::string text;
    for (const Writer& writer : report_writers()) {
        text +=
            std::string(text.empty() ? "" : ", ") + std::string(writer.name) + " (" + std::string(writer.title) + ")";
    }
    return text;
}

/// "FORMAT=FILE".
std::string check_report(const std::string& text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || sign + 1 == text.size())
        return "found '" + text + "', expected FORMAT=FILE, such as sarif=findings.sarif";
    if (find_writer(text.substr(0, sign)) == nullptr)
        return "found the format '" + text.substr(0, sign) + "', expected one of --format";
    return {};
}

void declare_reports(CLI::App& app, Command& command) {
    app.add_option("--format", command.format, "Form of the report: " + help_of_formats() + "; default: text")
        ->type_name("FORMAT")
        ->check(usage::one_of(names_of_writers()));
    app.add_option("--output", command.output, "Write the report to a file")
        ->type_name("FILE")
        ->check(usage::not_empty());
    app.add_option("--report", command.reports, "Write one more report; may be repeated")
        ->type_name("FORMAT=FILE")
        ->allow_extra_args(false)
        ->check(CLI::Validator(check_report, ""));
    app.add_option("--max", command.most_groups,
                   "Most kinds of findings in text, github, markdown and html (0: all; default: 50)")
        ->type_name("N")
        ->check(usage::whole_number(0, 1'000'000'000));
}

void declare_decisions(CLI::App& app, Command& command) {
    app.add_option("--rules", command.rules_file, "JSON: rules that weigh otherwise, or not, or only for some paths")
        ->type_name("FILE")
        ->check(usage::not_empty());
    app.add_option("--baseline", command.baseline, "Findings that are known and do not count")
        ->type_name("FILE")
        ->check(usage::not_empty());
    app.add_flag("--update-baseline", command.update_baseline, "Write all findings of this run to the baseline");
    app.add_option_function<std::string>(
           "--fail-on",
           [&command](const std::string& what) {
               command.fail_on = what == "warning" ? FailOn::warning : FailOn::error;
               if (what == "unchecked") command.options.strict = true;
           },
           "What ends with exit code 1: error (default), warning, or unchecked: also what no schema has checked")
        ->type_name("WHAT")
        ->check(usage::one_of({"error", "warning", "unchecked"}));
    app.add_flag_callback(
        "--strict", [&command] { command.options.strict = true; },
        "The same as --fail-on unchecked: what no schema has checked is an error");
}

void declare_sources(CLI::App& app, Command& command) {
    app.add_option_function<std::string>(
           "--links",
           [&command](const std::string& what) {
               command.options.links = what == "ignore" ? Links::ignore : Links::follow;
           },
           "Of one document that is named: follow its links to the rest of its catalog (default), or ignore them")
        ->type_name("HOW")
        ->check(usage::one_of({"follow", "ignore"}));
    Politeness& politeness = command.options.politeness;
    app.add_option("--connections", politeness.connections, "Requests at once to a server (1 to 64; default: 8)")
        ->type_name("N")
        ->check(usage::whole_number(1, 64));
    app.add_option("--requests-per-second", politeness.per_second, "Most requests a second to a server (default: no limit)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1'000'000));
    app.add_option("--timeout", politeness.timeout_s, "Seconds to wait for a server that sends nothing (default: 20)")
        ->type_name("SECONDS")
        ->check(usage::whole_number(1, 3600));
    app.add_option("--max-documents", politeness.most_documents,
                   "Most documents that are fetched from a server (default: 1000000)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1'000'000'000));
}

CheckAssets level_of_name(const std::string& name) {
    if (name == "exists") return CheckAssets::exists;
    if (name == "size") return CheckAssets::size;
    return name == "checksum" ? CheckAssets::checksum : CheckAssets::metadata;
}

/// "FROM=TO".
std::string check_mapping(const std::string& text) {
    const std::size_t sign = text.find('=');
    if (sign != std::string::npos && sign > 0 && sign + 1 < text.size()) return {};
    return "found '" + text + "', expected FROM=TO, such as https://data.example.org/=/srv/data/";
}

void declare_assets(CLI::App& app, Command& command) {
    app.add_option_function<std::string>(
           "--check-assets",
           [&command](const std::string& level) { command.options.check_assets = level_of_name(level); },
           "Compare documents with their data: exists, size, checksum (reads all bytes), or metadata (opens netCDF and "
           "Zarr; cairn alone); each does what those before it do")
        ->type_name("LEVEL")
        ->check(usage::one_of({"exists", "size", "checksum", "metadata"}));
    app.add_option_function<std::vector<std::string>>(
           "--assets-at",
           [&command](const std::vector<std::string>& mappings) {
               for (const std::string& mapping : mappings) {
                   const std::size_t sign = mapping.find('=');
                   command.options.assets_at.emplace_back(mapping.substr(0, sign), mapping.substr(sign + 1));
               }
           },
           "Where assets are whose hrefs begin with FROM: a folder or a URL; may be repeated")
        ->type_name("FROM=TO")
        ->allow_extra_args(false)
        ->check(CLI::Validator(check_mapping, ""));
    app.add_option("--assets-journal", command.options.asset_journal,
                   "Keep in a file which assets agree, and look at the others alone the next time")
        ->type_name("FILE")
        ->check(usage::not_empty());
}

}  // namespace

CLI::Option& declare_options(CLI::App& app, Command& command) {
    CLI::Option* path =
        app.add_option("PATH", command.path,
                       "Folder, document, NDJSON, items.parquet, - for standard input, or an http, https or s3 URL")
            ->type_name("")
            ->check(usage::not_empty());
    declare_reports(app, command);
    declare_decisions(app, command);
    declare_sources(app, command);
    declare_assets(app, command);
    app.add_flag("--fix", command.fix,
                 "Show as a diff what can be mended safely: type and title of links, winding of rings, numberReturned, "
                 "slashes behind documents");
    app.add_flag("--write", command.write_fix, "With --fix: write it");
    app.add_option("--schemas", command.options.schemas_folder,
                   "Folder of schemas (host/path) to use in the place of the bundled ones")
        ->type_name("DIR")
        ->check(usage::folder());
    app.add_option("--jobs", command.jobs, "Threads (1 to 1024; default: one a core)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1024));
    app.add_option_function<std::string>(
           "--engine", [&command](const std::string& name) { command.options.judge_by = engine_of_name(name); },
           "What judges by schemas: compiled (default), or valijson to compare")
        ->type_name("ENGINE")
        ->check(usage::one_of({"compiled", "valijson"}));
    return *path;
}

}  // namespace cairn::validate
