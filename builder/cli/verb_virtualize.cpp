#include <CLI/CLI.hpp>
#include <map>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_virtualize_footer = R"(
Examples:
  cairn virtualize --check /data/era5
  cairn virtualize /data/era5/t2m --out t2m.parquet --root /data --href https://data.example.org
  cairn virtualize tas_185001.nc --out tas.json

Files are put in the order of their times, whatever their names. A file that does not fit the others is refused with
the variable, what differs and what can be done, and nothing is written. A name that ends with .json is of kerchunk's
JSON, .json.zst of the same packed, any other of kerchunk's Parquet references.
Exit codes: 0 written, or nothing stands in the way; 2 usage; 3 refused, or something stands in the way; 4 input/output
error; 130 interrupted; 141 the reader of standard output left, as head does.)";

void add_policies(CLI::App& verb, virtualize::SeriesOptions& series) {
    using virtualize::Duplicates;
    using virtualize::MissingVariables;
    static const std::map<std::string, Duplicates> k_duplicates{
        {"refuse", Duplicates::refuse}, {"first", Duplicates::first}, {"last", Duplicates::last}};
    static const std::map<std::string, MissingVariables> k_missing{{"refuse", MissingVariables::refuse},
                                                                   {"fill", MissingVariables::fill},
                                                                   {"leave-out", MissingVariables::leave_out}};
    verb.add_option("--along", series.along, "Dimension in which files follow each other (default: that of time)")
        ->type_name("NAME")
        ->check(usage::not_empty());
    verb.add_option("--without", series.without, "Variable that is left out; may be repeated")
        ->type_name("NAME")
        ->check(usage::not_empty());
    verb.add_option("--tolerance", series.tolerance,
                    "Coordinates that differ by no more are the same (default: the last places of floats, integers equal)")
        ->type_name("NUMBER")
        ->check(CLI::NonNegativeNumber);
    verb.add_option_function<std::string>(
            "--duplicates", [&series](const std::string& word) { series.duplicates = k_duplicates.at(word); },
            "Of files with the same times: refuse (default), or take the first or last of them by name")
        ->type_name("POLICY")
        ->check(usage::one_of({"refuse", "first", "last"}));
    verb.add_option_function<std::string>(
            "--missing-variables", [&series](const std::string& word) { series.missing_variables = k_missing.at(word); },
            "Where a file lacks a variable: refuse (default), fill with its _FillValue, or leave-out the variable")
        ->type_name("POLICY")
        ->check(usage::one_of({"refuse", "fill", "leave-out"}));
}

}  // namespace

void add_virtualize(CLI::App& app, VirtualizeCommand& command) {
    CLI::App* verb = app.add_subcommand(
        "virtualize", "Write references that open netCDF files as one Zarr store, or say what stands in the way");
    verb->add_option("PATH", command.paths, "Files, folders of files, and with --check reference sets")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    CLI::Option* check =
        verb->add_flag("--check", command.check, "Write nothing; say which files can be referenced, and why others cannot");
    CLI::Option* out = verb->add_option("--out", command.out, "The reference set: NAME.parquet, NAME.json, NAME.json.zst")
                           ->type_name("PATH")
                           ->check(usage::not_empty())
                           ->excludes(check);
    verb->add_flag("--json", command.as_json, "Print the answer of --check as JSON")->needs(check);
    CLI::Option* root = verb->add_option("--root", command.root, "Folder whose address --href is")
                            ->type_name("DIR")
                            ->check(usage::folder());
    verb->add_option("--href", command.href, "URL of the folder of --root: references lead there (default: paths)")
        ->type_name("URL")
        ->check(usage::not_empty())
        ->needs(root);
    verb->add_option("--record-size", command.record_size, "References in each Parquet file (default: 10000)")
        ->type_name("N")
        ->check(usage::whole_number(1, 10'000'000));
    add_policies(*verb, command.series);
    add_jobs(*verb, command.jobs, "Threads that read");
    verb->footer(k_virtualize_footer);
    verb->callback([check, out] {
        if (check->empty() && out->empty()) throw CLI::ValidationError("virtualize needs --out PATH, or --check");
    });
}

}  // namespace cairn
