#include "builder/cli/verbs.hpp"

#include <CLI/CLI.hpp>

#include "base/usage/usage.hpp"
#include "builder/cli/options.hpp"

namespace cairn {

namespace {

constexpr const char* k_search_footer = R"(
Examples:
  cairn search /srv/stac --datetime 1979-07 --variable air_temperature --format urls | wget -i -
  cairn search https://data.example.org/stac --collections era5 --bbox 170,-20,-170,10 --limit 100
  cairn search /srv/stac --type items --where "frequency=mon and not experiment like 'ssp%'" --format ndjson

PATH is a folder or URL of a catalog, or one document of it. docs/search.md says what every condition means, and the order of the answers.
How many documents, requests and bytes were read is told on standard error. Proxies and .netrc are used as curl does.
Exit codes: 0 answered, also when nothing was found; 2 usage; 3 answered, but documents could not be read (the warnings name them);
4 PATH cannot be read, or a budget was used up; 130 interrupted; 141 the reader of standard output left, as head does.)";

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

}  // namespace

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
    verb->add_option("--output", command.output, "Write the answers to a file")
        ->type_name("FILE")
        ->check(usage::not_empty());
    verb->add_option("--max-requests", command.max_requests, "The most requests to a web server (default: any number)")
        ->type_name("N")
        ->check(usage::whole_number(1, INT64_MAX));
    verb->add_option("--max-bytes", command.max_bytes, "The most bytes from a web server (default: any number)")
        ->type_name("N")
        ->check(usage::whole_number(1, INT64_MAX));
    verb->add_option("--index", command.index,
                     "What to ask: auto (default: the tables of large Collections that have them), pages, or parquet")
        ->type_name("INDEX")
        ->check(usage::one_of({"auto", "pages", "parquet"}));
    add_jobs(*verb, command.jobs, "Threads");
    verb->footer(k_search_footer);
}

}  // namespace cairn
