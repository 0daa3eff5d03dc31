#include "builder/cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/suggest.hpp"
#include "base/usage/self_description.hpp"
#include "base/usage/usage.hpp"
#include "base/version/version.hpp"
#include "builder/cli/verbs.hpp"

namespace cairn {

namespace {

constexpr const char* k_overview =
    R"(cairn {version}: builds and validates static STAC catalogs of netCDF, Zarr and kerchunk archives

  cairn init DIR --output FILE                     look at an archive, and write a configuration for it
  cairn build --archive DIR --href URL --out OUT   catalog a folder of files and stores
  cairn build --records FILE --href URL --out OUT  the same of an inventory, one record a line, in place of files
  cairn build --config FILE --out OUT              the same, with collections and items of your own rules
  cairn validate OUT                               check a catalog: schemas, links, asset lists
  cairn inspect [--config FILE] PATH               what is understood of one file, as JSON
  cairn explain --config FILE | --archive DIR PATH which collection, item and asset a file becomes, and why
  cairn search OUT|URL --datetime 2010-07 ...      find assets or Items by time, place, variable and facet
  cairn virtualize --check DIR                     can these files be opened as one virtual store, and why not
  cairn plan --config FILE --shards N --out PLAN   divide the reading of an archive among many machines
  cairn scan PLAN --shard I/N|auto --out DIR       one share of it, as an element of a job array
  cairn assemble PLAN DIR --part I/N ...           the documents of some Collections, where one machine is slow
  cairn merge PLAN DIR --out OUT                   all shares to the catalog that one machine would have built
  cairn status --config FILE                       what the last runs did
  cairn rollback OUT                               put the catalog back that was there before
  cairn publish OUT s3://BUCKET/PREFIX             upload what changed, in an order that breaks no link
  cairn check URL                                  does a live host serve the catalog well, and which line to change
  cairn schemas list                               the schemas that come with the program
  cairn schemas pull DIR                           fetch the published ones
  cairn rules                                      what is checked beside the schemas, and why
  cairn completion SHELL, cairn man VERB           for bash, zsh and fish, and for man(1)

'cairn VERB --help' has the options of a verb and an example.
A first try:  cairn build --archive /data/era5 --href https://data.example.org/era5 --out /srv/stac
)";

struct VerbName {
    std::string_view name;
    Verb verb;
};

/// A verb that prints what the program says of itself ends the parse: it has no command.
constexpr VerbName k_verbs[] = {
    {"build", Verb::build},     {"validate", Verb::validate}, {"inspect", Verb::inspect}, {"explain", Verb::explain},
    {"init", Verb::init},       {"search", Verb::search},     {"plan", Verb::plan},       {"scan", Verb::scan},       {"assemble", Verb::assemble},
    {"merge", Verb::merge},     {"status", Verb::status},     {"publish", Verb::publish}, {"check", Verb::check},
    {"schemas", Verb::schemas}, {"rollback", Verb::rollback}, {"rules", Verb::rules},     {"completion", Verb::none},
    {"man", Verb::none},        {"virtualize", Verb::virtualize},
};

const VerbName* find_verb(std::string_view name) {
    const auto found = std::ranges::find(k_verbs, name, &VerbName::name);
    return found == std::end(k_verbs) ? nullptr : found;
}

constexpr const char* k_common_footer = R"(
With every verb: --quiet (errors only), --verbose (every problem and phase), --log-format text|json, --version.
)";

/// The verb of a verb that was given last; the program itself where there is none.
const CLI::App& innermost(const CLI::App& app) {
    const auto verbs = app.get_subcommands();
    return verbs.empty() ? app : innermost(*verbs.front());
}

/// "cairn schemas": what stands before the innermost verb.
std::string words_before(const CLI::App& app) {
    const auto verbs = app.get_subcommands();
    if (verbs.empty() || verbs.front()->get_subcommands().empty()) return app.get_name();
    return app.get_name() + " " + words_before(*verbs.front());
}

std::optional<std::string> complaint_about_verb(int argc, const char* const* argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    const std::string verb = argv[1];
    if (find_verb(verb) != nullptr) return std::nullopt;
    std::vector<std::string> names;
    for (const VerbName& known : k_verbs) names.emplace_back(known.name);
    const std::optional<std::string> near = nearest(verb, names);
    return fmt::format("unknown verb '{}'{} The verbs are {}.", verb,
                       near ? fmt::format("; did you mean '{}'?", *near) : ".", fmt::join(names, ", "));
}

}  // namespace

ParsedLine parse_command_line(int argc, const char* const* argv) {
    ParsedLine parsed;
    if (const auto complaint = complaint_about_verb(argc, argv)) {
        parsed.exit = ExitCode::usage;
        parsed.complaint = *complaint;
        return parsed;
    }
    CLI::App app("Builds and validates static STAC catalogs of netCDF, Zarr and kerchunk archives", "cairn");
    app.set_version_flag("--version", version_text(Program::cairn),
                         "Show the version, and what the program was built with");
    app.require_subcommand(0, 1);
    app.fallthrough();
    bool quiet = false;
    bool verbose = false;
    std::string log_format = "text";
    CLI::Option* quiet_flag = app.add_flag("--quiet", quiet, "Print errors only");
    app.add_flag("--verbose", verbose, "Print every problem and phase")->excludes(quiet_flag);
    app.add_option("--log-format", log_format, "text (default) or json, a line each")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    add_build(app, parsed.command.build);
    add_validate(app, parsed.command.validate);
    add_inspect(app, parsed.command.inspect);
    add_explain(app, parsed.command.explain);
    add_init(app, parsed.command.init);
    add_rollback(app, parsed.command.rollback);
    add_publish(app, parsed.command.publish);
    add_check(app, parsed.command.check);
    add_search(app, parsed.command.search);
    add_schemas(app, parsed.command.schemas);
    add_rules(app, parsed.command.rules);
    add_virtualize(app, parsed.command.virtualize);
    usage::add_self_description(app, project_version(), [&parsed](const std::string& text) { parsed.output = text; });
    add_plan(app, parsed.command.plan);
    add_scan(app, parsed.command.scan);
    add_assemble(app, parsed.command.assemble);
    add_merge(app, parsed.command.merge);
    add_status(app, parsed.command.status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        parsed.exit = ExitCode::clean;
        if (!parsed.output.empty()) return parsed;
        const CLI::App& verb = innermost(app);
        const bool version = dynamic_cast<const CLI::CallForVersion*>(&success) != nullptr;
        parsed.output = version         ? version_text(Program::cairn) + "\n"
                        : &verb == &app ? app.help()
                                        : verb.help(words_before(app)) + k_common_footer;
        return parsed;
    } catch (const CLI::ParseError& error) {
        parsed.exit = ExitCode::usage;
        parsed.complaint = usage::complaint(app, innermost(app), error);
        return parsed;
    }
    parsed.command.verbosity = quiet ? Verbosity::quiet : verbose ? Verbosity::verbose : Verbosity::normal;
    parsed.command.log_format = log_format == "json" ? LogFormat::json : LogFormat::text;
    const auto verbs = app.get_subcommands();
    if (verbs.empty()) {
        parsed.exit = ExitCode::clean;
        parsed.output = fmt::format(fmt::runtime(k_overview), fmt::arg("version", project_version()));
        return parsed;
    }
    parsed.command.verb = find_verb(verbs.front()->get_name())->verb;
    return parsed;
}

}  // namespace cairn
