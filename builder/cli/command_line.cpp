#include "builder/cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "base/suggest.hpp"
#include "base/usage/usage.hpp"
#include "builder/config/presets.hpp"
#include "validator/options/options.hpp"
#include "validator/pull/pull.hpp"

namespace cairn {

namespace {

constexpr const char* k_overview =
    R"(cairn {version}: builds and validates static STAC catalogs of netCDF, Zarr and kerchunk archives

  cairn build --archive DIR --href URL --out OUT   catalog a folder of files and stores
  cairn build --records FILE --href URL --out OUT  the same of an inventory, one record a line, in place of files
  cairn build --config FILE --out OUT              the same, with collections and items of your own rules
  cairn validate OUT                               check a catalog: schemas, links, asset lists
  cairn inspect [--config FILE] PATH               what is understood of one file, as JSON
  cairn explain --config FILE | --archive DIR PATH which collection, item and asset a file becomes, and why
  cairn search OUT|URL --datetime 2010-07 ...      find assets or Items by time, place, variable and facet
  cairn rollback OUT                               put the catalog back that was there before
  cairn schemas list                               the schemas that come with the program
  cairn schemas pull DIR                           fetch the published ones
  cairn rules                                      what is checked beside the schemas, and why

'cairn VERB --help' has the options of a verb and an example.
A first try:  cairn build --archive /data/era5 --href https://data.example.org/era5 --out /srv/stac
)";

const std::vector<std::string> k_verbs{"build",    "validate", "inspect", "explain",
                                       "rollback", "search",   "schemas", "rules"};

constexpr const char* k_common_footer = R"(
With every verb: --quiet (errors only), --verbose (every problem and phase), --log-format text|json, --version.
)";

constexpr const char* k_build_footer = R"(
Example:
  cairn build --config cmip6.yaml --out /srv/stac --report problems.json

Documents that changed are written into OUT/.cairn/staging, validated together with those that did not, and moved into their places at the
end, children before parents: until then, and whenever something fails, OUT is as it was. All other documents keep their files.
OUT/.cairn/manifest names the files that are cairn's own; nothing else in OUT is ever changed or removed. OUT may not be or hold an archive.
Exit codes: 0 clean; 1 validation errors, nothing published; 2 usage or configuration; 3 more than limits.max_problems
files could not be catalogued (the rest is published), or none could; 4 input/output error or limits.max_removed, nothing published; 5 another run is writing OUT or uses the state; 130 interrupted;
141 the reader of standard output left.)";

constexpr const char* k_validate_footer = R"(
Example:
  cairn validate /srv/stac --report sarif=findings.sarif

Of findings a bounded number is kept, by document and by rule; the summary counts them all, and says what was not checked.
Exit codes: 0 no errors; 1 errors were found; 2 usage, or nothing to validate was found; 4 PATH cannot be read; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_inspect_footer = R"(
Example:
  cairn inspect tas_Amon_UKESM1-0-LL_historical_r1i1p1f2_gn_185001-194912.nc

Exit codes: 0 understood; 3 the file cannot be read (the JSON says why); 4 there is no such file; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_explain_footer = R"(
Example:
  cairn explain --config cmip6.yaml /badc/cmip6/data/CMIP6/CMIP/MOHC/UKESM1-0-LL/.../tas_Amon_..._185001-194912.nc
  cairn explain --archive /data/era5 /data/era5/1979/01/t2m.nc

Exit codes: 0 the file has a place; 3 it has none (the output says why); 4 there is no such file; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_rollback_footer = R"(
Example:
  cairn rollback /srv/stac --list
  cairn rollback /srv/stac --to 7

Catalogs are kept where the configuration says so (publish.keep_previous). The one that is replaced is kept, too: a second rollback undoes the first.
Exit codes: 0 clean; 2 usage, or there is no such catalog; 4 input/output error; 5 another run is writing OUT; 130 interrupted.)";

constexpr const char* k_schemas_footer = R"(
Example:
  cairn schemas list | grep datacube

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

constexpr const char* k_pull_footer = R"(
Examples:
  cairn schemas pull /srv/schemas
  cairn schemas pull /srv/schemas https://example.org/my-extension/v1.0.0/schema.json
  cairn validate /srv/stac --schemas /srv/schemas

Each schema is kept as DIR/host/path of the URL that it was fetched from, whatever its $id says, with its digest in DIR/SHA256SUMS. What is there with
its digest is not fetched again. Schemas that others refer to are fetched, too. Only https is spoken, redirects stay with it; a schema has at most 16 MiB.
Proxies and .netrc are used as curl does; SSL_CERT_FILE names the authorities of a network that has its own.
Exit codes: 0 all are there; 2 usage; 3 some could not be fetched (the errors name them); 4 DIR cannot be used; 130 interrupted;
141 the reader of standard output left, as head does.)";

constexpr const char* k_rules_footer = R"(
Example:
  cairn rules | grep -A 2 extent/

Exit codes: 0 clean; 2 usage; 141 the reader of standard output left, as head does.)";

constexpr const char* k_search_footer = R"(
Examples:
  cairn search /srv/stac --datetime 1979-07 --variable air_temperature --format urls | wget -i -
  cairn search https://data.example.org/stac --collections era5 --bbox 170,-20,-170,10 --limit 100
  cairn search /srv/stac --type items --where "frequency=mon and not experiment like 'ssp%'" --format ndjson

PATH is a folder or URL of a catalog, or one document of it. docs/search.md says what every condition means, and the order of the answers.
How many documents, requests and bytes were read is told on standard error. Proxies and .netrc are used as curl does.
Exit codes: 0 answered, also when nothing was found; 2 usage; 3 answered, but documents could not be read (the warnings name them);
4 PATH cannot be read, or a budget was used up; 130 interrupted; 141 the reader of standard output left, as head does.)";

/// "--wait" alone: as long as it takes. CLI11 hands an empty text over then.
void add_wait(CLI::App& verb, std::chrono::seconds& wait) {
    static constexpr std::int64_t k_longest_s = 315'360'000;
    verb.add_option_function<std::string>(
            "--wait",
            [&wait](const std::string& text) {
                std::int64_t seconds = k_longest_s;
                const bool is_number = text.empty() || CLI::detail::lexical_cast(text, seconds);
                if (!is_number || seconds < 0 || seconds > k_longest_s) {
                    throw CLI::ValidationError("--wait", "needs a number of seconds, and not '" + text + "'");
                }
                wait = std::chrono::seconds(seconds);
            },
            "Wait for another run that is writing OUT, at most so long (default: leave with exit code 5)")
        ->type_name("SECONDS")
        ->expected(0, 1);
}

void add_reader(CLI::App& verb, ReaderChoice& choice) {
    static const std::map<std::string, ReaderChoice> k_choices{
        {"auto", ReaderChoice::automatic}, {"native", ReaderChoice::native}, {"netcdf", ReaderChoice::netcdf}};
    verb.add_option_function<std::string>(
            "--reader", [&choice](const std::string& name) { choice = k_choices.at(name); },
            "auto (default): read headers in process, and through libnetcdf what that declines; native, netcdf: "
            "one of the two only, for comparison")
        ->type_name("READER")
        ->check(usage::one_of({"auto", "native", "netcdf"}));
}

CLI::Option* add_preset(CLI::App& verb, std::string& preset) {
    return verb
        .add_option("--preset", preset,
                    "Rules and templates for an archive whose conventions are known: " +
                        fmt::format("{}", fmt::join(preset_names(), ", ")) + ", or a folder as ./name")
        ->type_name("NAME")
        ->check(usage::not_empty());
}

void add_jobs(CLI::App& verb, std::size_t& jobs, const std::string& what) {
    verb.add_option("--jobs", jobs, what + " (1 to 1024; default: one a core)")
        ->type_name("N")
        ->check(usage::whole_number(1, 1024));
}

void add_trust(CLI::App& verb, Trust& trust) {
    static const std::map<std::string, Trust> k_levels{
        {"stat", Trust::stat}, {"header", Trust::header}, {"full", Trust::full}};
    verb.add_option_function<std::string>(
            "--trust", [&trust](const std::string& name) { trust = k_levels.at(name); },
            "When a source is not read again: stat (default): size, times and inode are as they were; header: and so "
            "are "
            "the first 64 KiB; full: never")
        ->type_name("LEVEL")
        ->check(usage::one_of({"stat", "header", "full"}));
}

void add_build(CLI::App& app, BuildCommand& command) {
    CLI::App* verb = app.add_subcommand("build", "Crawl archives and write a validated static STAC catalog");
    CLI::Option* config = verb->add_option("--config", command.config, "Configuration in YAML or JSON")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive = verb->add_option("--archive", command.archive,
                                            "Folder to catalog without a configuration; ids come from its folders")
                               ->type_name("DIR")
                               ->check(usage::not_empty());
    CLI::Option* records = verb->add_option("--records", command.records,
                                            "File of records (NDJSON), beside or in the place of --archive: the "
                                            "inventory of an archive whose files cannot be opened")
                               ->type_name("FILE")
                               ->check(usage::not_empty());
    config->excludes(archive)->excludes(records);
    add_preset(*verb, command.preset)->excludes(config);
    verb->add_option("--href", command.href,
                     "Public URL below which the files of the archive, and the paths of the records, lie: "
                     "https://host/path, s3://bucket/prefix, file:///path or /path; without it assets "
                     "link to the local files, and each record needs its own")
        ->type_name("URL")
        ->check(usage::not_empty())
        ->excludes(config);
    verb->add_option("--out", command.out, "Folder of the catalog")
        ->type_name("DIR")
        ->check(usage::not_empty())
        ->required();
    verb->add_flag("--adopt", command.adopt,
                   "OUT holds files but no manifest of cairn: take over those that lie where documents lie");
    add_jobs(*verb, command.jobs, "Threads and reader processes");
    verb->add_option("--report", command.report, "Write all problems as JSON")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_option("--changes", command.changes,
                     "Write what changed in OUT as NDJSON, in the order in which a copy may be changed")
        ->type_name("FILE")
        ->check(usage::not_empty());
    CLI::Option* dry_run = verb->add_flag("--dry-run", command.dry_run, "Read and group everything, write nothing");
    verb->add_flag("--diff", command.diff, "With --dry-run: print what would change in OUT")->needs(dry_run);
    verb->add_flag("--why", command.why,
                   "Print why each source was read, and each document written (with --dry-run --diff: would be)");
    add_wait(*verb, command.wait);
    CLI::Option* unchecked =
        verb->add_flag("--no-validate", command.no_validate, "Publish without validating the tree");
    verb->add_option_function<std::string>(
            "--validate", [&command](const std::string& level) { command.validate_all = level == "full"; },
            "changed (default): judge the documents that changed, and the whole tree by its links; full: read "
            "and judge every document, also where nothing changed")
        ->type_name("LEVEL")
        ->check(usage::one_of({"changed", "full"}))
        ->excludes(unchecked);
    verb->add_flag("--accept-removals", command.accept_removals,
                   "Go on although more than limits.max_removed of a Collection's sources are gone");
    verb->add_option("--ledger", command.ledger,
                     "What cannot be found out again: what stays of files that were removed or cannot be read "
                     "(default: beside the state, FILE.ledger)")
        ->type_name("FILE")
        ->check(usage::not_empty());
    CLI::Option* state = verb->add_option("--state", command.state,
                                          "What the next run knows of this one, so that it reads only what changed "
                                          "(default: beside the configuration, else in $XDG_STATE_HOME/cairn)")
                             ->type_name("FILE")
                             ->check(usage::not_empty());
    verb->add_flag("--no-state", command.no_state, "Read every source, and keep nothing for the next run")
        ->excludes(state);
    add_trust(*verb, command.trust);
    add_reader(*verb, command.reader);
    verb->footer(k_build_footer);
    verb->callback([&command] {
        if (command.config.empty() && command.archive.empty() && command.records.empty()) {
            throw CLI::ValidationError("build needs --config FILE, --archive DIR or --records FILE");
        }
    });
}

void add_validate(CLI::App& app, validate::Command& command) {
    CLI::App* verb = app.add_subcommand("validate", "Check a catalog or a document: schemas, links, pages");
    command.version = CAIRN_VERSION;
    validate::declare_options(*verb, command).required();
    verb->footer(k_validate_footer);
}

void add_inspect(CLI::App& app, InspectCommand& command) {
    CLI::App* verb = app.add_subcommand("inspect", "Print what is understood of one file, and why, as JSON");
    verb->add_option("PATH", command.path, "File or store")->type_name("")->check(usage::not_empty())->required();
    verb->add_option(
            "--config", command.config,
            "Configuration whose policies and time_from_name are to apply; PATH is then of one of its archives")
        ->type_name("FILE")
        ->check(usage::not_empty());
    add_reader(*verb, command.reader);
    verb->footer(k_inspect_footer);
}

void add_explain(CLI::App& app, ExplainCommand& command) {
    CLI::App* verb = app.add_subcommand("explain", "Say which collection, item and asset a path gets, and why");
    CLI::Option* config = verb->add_option("--config", command.config, "Configuration in YAML or JSON")
                              ->type_name("FILE")
                              ->check(usage::not_empty());
    CLI::Option* archive =
        verb->add_option("--archive", command.archive, "Folder that is catalogued without a configuration")
            ->type_name("DIR")
            ->check(usage::not_empty());
    config->excludes(archive);
    add_preset(*verb, command.preset)->excludes(config);
    verb->add_option("PATH", command.path, "File or store of one of the archives")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    verb->footer(k_explain_footer);
    verb->callback([&command] {
        if (command.config.empty() && command.archive.empty()) {
            throw CLI::ValidationError("explain needs --config FILE, or --archive DIR");
        }
    });
}

void add_rollback(CLI::App& app, RollbackCommand& command) {
    CLI::App* verb = app.add_subcommand("rollback", "Put back the catalog that OUT held before");
    verb->add_option("OUT", command.out, "Folder of the catalog")->type_name("")->check(usage::not_empty())->required();
    CLI::Option* to =
        verb->add_option("--to", command.to, "Number of the catalog, as --list has it (default: the last one)")
            ->type_name("N")
            ->check(CLI::PositiveNumber);
    CLI::Option* list = verb->add_flag("--list", command.list, "Print the catalogs that can be put back")->excludes(to);
    verb->add_option("--changes", command.changes,
                     "Write what changed in OUT as NDJSON, in the order in which a copy may be changed")
        ->type_name("FILE")
        ->excludes(list);
    add_wait(*verb, command.wait);
    verb->footer(k_rollback_footer);
}

void add_schemas(CLI::App& app, SchemasCommand& command) {
    CLI::App* verb =
        app.add_subcommand("schemas", "The schemas that come with the program, and those that others publish");
    verb->add_subcommand("list", "Print the URLs of those that come with the program, a line each")
        ->footer(k_schemas_footer);
    CLI::App* pull = verb->add_subcommand("pull", "Fetch the published schemas into a folder for --schemas");
    pull->add_option("DIR", command.folder, "Folder for the schemas; it is made when there is none")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    pull->add_option("URL", command.urls, "Schemas to fetch (default: all that cairn schemas list has of others)")
        ->type_name("");
    pull->add_flag("--refresh", command.refresh, "Fetch also what is there");
    pull->footer(k_pull_footer);
    pull->callback([&command] {
        command.pull = true;
        const std::string complaint = validate::complaint_about(command.urls);
        if (!complaint.empty()) throw CLI::ValidationError(complaint);
    });
    verb->require_subcommand(1);
    verb->footer(k_schemas_footer);
}

void add_rules(CLI::App& app, RulesCommand& command) {
    CLI::App* verb = app.add_subcommand("rules", "Show what is checked beside the schemas, and why");
    verb->add_option("--format", command.format, "text (default) or json")
        ->type_name("FORMAT")
        ->check(usage::one_of({"text", "json"}));
    verb->footer(k_rules_footer);
}

void add_conditions(CLI::App& verb, search::QueryTexts& query) {
    const auto text = [&](const char* name, std::string& value, const char* type, const char* what) {
        verb.add_option(name, value, what)->type_name(type)->check(usage::not_empty());
    };
    const auto list = [&](const char* name, std::vector<std::string>& value, const char* type, const char* what) {
        verb.add_option(name, value, what)->type_name(type)->check(usage::not_empty())->expected(1)->take_all();
    };
    list("--collections", query.collections, "ID,...", "Collections with these ids");
    list("--items", query.items, "ID,...", "Items with these ids, and their assets");
    list("--ids", query.ids, "ID,...", "Assets (or Items) with these ids; in all lists '\\,' is a comma of an id");
    text("--datetime", query.datetime, "TIME",
         "What meets a time, day, month, year, or START/END; '..' is an open end");
    text("--bbox", query.bbox, "W,S,E,N", "What meets a box in degrees; WEST above EAST crosses the antimeridian");
    text("--intersects", query.intersects, "FILE", "What meets a GeoJSON geometry: a file, or the JSON itself");
    list("--roles", query.roles, "ROLE,...", "Assets with one of these roles");
    list("--variable", query.variables, "NAME,...", "What has one of these variables, by name or standard name");
    text("--where", query.where, "EXPRESSION",
         "What has these properties: \"frequency=mon and variable in (tas, pr)\"");
    text("--page-token", query.page_token, "TOKEN", "Go on behind an earlier answer, with the token it ended with");
}

void add_search(CLI::App& app, SearchCommand& command) {
    CLI::App* verb = app.add_subcommand("search", "Find assets or Items of a catalog, in a folder or on a web server");
    verb->add_option("PATH", command.path, "Folder or URL of a catalog, or one document of it")
        ->type_name("")
        ->check(usage::not_empty())
        ->required();
    add_conditions(*verb, command.query);
    verb->add_option("--type", command.query.type, "What to find: assets (default) or items")
        ->type_name("TYPE")
        ->check(usage::one_of({"assets", "items"}));
    verb->add_option("--limit", command.limit, "The most answers (default: all)")
        ->type_name("N")
        ->check(usage::whole_number(1, INT64_MAX));
    verb->add_option("--format", command.format, "geojson (default), ndjson, csv, urls or metalink")
        ->type_name("FORMAT")
        ->check(usage::one_of({"geojson", "ndjson", "csv", "urls", "metalink"}));
    verb->add_option("--index", command.index,
                     "What to ask: auto (default: the tables of large Collections that have them), pages, or parquet")
        ->type_name("INDEX")
        ->check(usage::one_of({"auto", "pages", "parquet"}));
    verb->add_option("--output", command.output, "Write the answers to a file")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_option("--max-requests", command.max_requests, "The most requests to a web server (default: any number)")
        ->type_name("N")
        ->check(usage::whole_number(1, INT64_MAX));
    verb->add_option("--max-bytes", command.max_bytes, "The most bytes from a web server (default: any number)")
        ->type_name("N")
        ->check(usage::whole_number(1, INT64_MAX));
    add_jobs(*verb, command.jobs, "Threads");
    verb->footer(k_search_footer);
}

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
    if (std::find(k_verbs.begin(), k_verbs.end(), verb) != k_verbs.end()) return std::nullopt;
    const std::optional<std::string> near = nearest(verb, k_verbs);
    return fmt::format("unknown verb '{}'{} The verbs are {}.", verb,
                       near ? fmt::format("; did you mean '{}'?", *near) : ".", fmt::join(k_verbs, ", "));
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
    app.set_version_flag("--version", CAIRN_VERSION);
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
    add_rollback(app, parsed.command.rollback);
    add_search(app, parsed.command.search);
    add_schemas(app, parsed.command.schemas);
    add_rules(app, parsed.command.rules);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) {
        parsed.exit = ExitCode::clean;
        const CLI::App& verb = innermost(app);
        const bool version = dynamic_cast<const CLI::CallForVersion*>(&success) != nullptr;
        parsed.output = version         ? fmt::format("cairn {}\n", CAIRN_VERSION)
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
        parsed.output = fmt::format(fmt::runtime(k_overview), fmt::arg("version", CAIRN_VERSION));
        return parsed;
    }
    const std::string& name = verbs.front()->get_name();
    const auto index = std::find(k_verbs.begin(), k_verbs.end(), name) - k_verbs.begin();
    parsed.command.verb = static_cast<Verb>(index + 1);
    return parsed;
}

}  // namespace cairn
