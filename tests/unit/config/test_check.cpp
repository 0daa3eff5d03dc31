#include <catch2/catch.hpp>

#include "builder/config/check.hpp"
#include "config_text.hpp"

using namespace cairn;

namespace {

/// The errors without the file's name.
std::string error_with(std::string_view found, std::string_view replacement) {
    const std::string errors = errors_of(with(found, replacement));
    const std::string file = "/etc/cairn/config.yaml:";
    return errors.compare(0, file.size(), file) == 0 ? errors.substr(file.size()) : errors;
}

/// The policies of the valid configuration with a line more.
Policies load_text(const std::string& line) {
    const auto result = parse_config(line + "\n" + k_valid_config, "/etc/cairn/config.yaml");
    return std::get<Config>(result).policies;
}

}  // namespace

TEST_CASE("a facet that nothing gives is an error with a suggestion") {
    CHECK(error_with("item: \"{source_id}.{frequency}\"", "item: \"{sourc_id}\"") ==
          "19:12: item: nothing gives the facet 'sourc_id'; did you mean 'source_id'? allowed: activity_id, archive, "
          "filename, "
          "folder, frequency, grid, parent, project, series, source_id, stem, version");
    CHECK(error_with("title: \"CMIP6 {activity_id}\"", "title: \"{stem}\"") ==
          "22:13: title: nothing gives the facet 'stem'; allowed: activity_id, frequency, grid, project, "
          "source_id, version");
    CHECK(error_with("About {project}", "About {pproject}")
              .find("30:37: sci:citation: nothing gives the facet 'pproject'; did you mean 'project'?") == 0);
}

TEST_CASE("malformed templates and patterns are errors") {
    CHECK(error_with("{source_id}.{frequency}", "{source_id") ==
          "19:12: item: a '{' without '}' (write '{{' for a brace) in '{source_id', at character 1");
    CHECK(error_with("path: \"data/CMIP6/{activity_id}", "path: \"/data/CMIP6/{activity_id}")
              .find("15:13: path: a path pattern begins below the archive's root") == 0);
    CHECK(error_with("(?P<grid>g[a-z0-9]+)", "(?P<grid>g[a-z0-9+)")
              .find("16:14: regex: '_(?P<grid>g[a-z0-9+)_' is not a regular expression that RE2 takes: ") == 0);
    CHECK(error_with("(?P<grid>g[a-z0-9]+)", "g").find("16:14: regex: the expression has no named groups") == 0);
    CHECK(error_with("mip_era: CMIP6", "mip_era: '('")
              .find("13:29: mip_era: '(' is not a regular expression that RE2 takes: ") == 0);
}

TEST_CASE("patterns are bounded, with their places") {
    const std::string longest(4096, 'a');
    const std::string nested = std::string(2'000'000, '{') + std::string(2'000'000, '}');
    CHECK(error_with("**/*.nc", longest) == "none");
    CHECK(error_with("**/*.nc", longest + "a") == "6:15: the glob has 4097 bytes, allowed: 4096");
    CHECK(error_with("**/files/**", nested).find("7:14: the glob has 4000000 bytes") == 0);
    CHECK(error_with("\"data/CMIP6/**\"", "[a, \"" + nested + "\"]").find("12:17: the glob has 4000000 bytes") == 0);
    const std::string groups = std::string(1'000'000, '(') + std::string(1'000'000, ')');
    CHECK(error_with("_(?P<grid>g[a-z0-9]+)_", groups).find("16:14: regex: the regular expression has 2000000") == 0);
    CHECK(error_with("mip_era: CMIP6", "mip_era: \"" + groups + "\"").find("13:29: mip_era: the regular") == 0);
    CHECK(error_with("_(?P<grid>g[a-z0-9]+)_", "(?P<grid>" + std::string(100, '(') + std::string(100, ')') + ")") ==
          "16:14: regex: the regular expression has 101 groups, allowed: 100; (?:...) groups without keeping what is "
          "matched");
    CHECK(error_with("{activity_id}/{source_id}", longest).find("15:13: path: the path pattern has") == 0);
    std::string names;
    for (int i = 0; i < 101; ++i) names += "{n}";
    CHECK(error_with("{filename}", names) == "15:13: path: the path pattern has 104 names, allowed: 100");
    CHECK(error_with("The {project} archive.", std::string(70'000, '{')) ==
          "24:18: description: the text has 70000 bytes, allowed: 65536");
    const std::string message = error_with("{source_id}.{frequency}", std::string(50'000, '}') + "{");
    CHECK(message.size() < 500);
}

TEST_CASE("patterns that no path fits are errors") {
    struct Row {
        const char* found;
        const char* replacement;
        const char* error;
    };
    const Row rows[] = {
        {"**/*.nc", "/badc/cmip6/data/*.nc",
         "6:15: the glob '/badc/cmip6/data/*.nc' fits no path: it begins with '/badc/cmip6', "
         "the root of the archive 'cmip6'"},
        {"**/files/**", "a//b", "7:14: the glob 'a//b' fits no path: it has an empty folder"},
        {"**/files/**", "./a/b.nc", "7:14: the glob './a/b.nc' fits no path: it has the folder '.'"},
        {"\"data/CMIP6/**\"", "\"../data/**\"", "12:13: the glob '../data/**' fits no path: it has the folder '..'"},
        {"path: \"data/CMIP6/{activity_id}", "path: \"CMIP6/{activity_id}",
         "15:13: path: the pattern 'CMIP6/{activity_id}/{source_id}/.../{version}/{filename}' fits no path: it wants "
         "the "
         "folder 'CMIP6' where `match.path` takes 'data' alone"},
        {"{version}/{filename}", "{version}/{filename}/", "15:13: path: the pattern"},
        {"_(?P<grid>g[a-z0-9]+)_", "^/data/(?P<grid>g[a-z0-9]+)_",
         "16:14: regex: '^/data/(?P<grid>g[a-z0-9]+)_' is found in no path: all that it matches begins with '/'"},
    };
    for (const Row& row : rows) {
        INFO(row.replacement);
        CHECK(error_with(row.found, row.replacement).find(row.error) == 0);
    }
    CHECK(error_with("**/*.nc", "/data/*.nc") == "none");  // '/' in front holds a glob against the whole path
    CHECK(error_with("\"data/CMIP6/**\"", "[other/**, \"data/CMIP6/**\"]") == "none");
    CHECK(error_with("_(?P<grid>g[a-z0-9]+)_", "^data/(?P<grid>g[a-z0-9]+)_") == "none");
}

TEST_CASE("a rule behind one that takes all is an error") {
    const std::string archives = "archives: [{name: a, root: /a}, {name: b, root: /b}]\ncollections:\n";
    const auto errors = [&](const std::string& rules) { return errors_of(archives + rules); };
    CHECK(errors("  - {id: x}\n  - {id: y, match: {path: \"*\"}}\n")
              .find("the rule 'y' (number 2) never takes a file: "
                    "the rule 'x' (number 1)") != std::string::npos);
    CHECK(errors("  - {id: x, match: {archive: a}}\n  - {id: y, match: {archive: a, path: z}}\n").find("number 2") !=
          std::string::npos);
    CHECK(errors("  - {id: x, match: {archive: a}}\n  - {id: y, match: {archive: b}}\n  - {id: z}\n") == "none");
    CHECK(errors("  - {id: x, match: {path: z}}\n  - {id: y}\n") == "none");
    CHECK(errors("  - {id: x}\nextends: cmip6\n").find("the rule 'CMIP6' (number 2) never takes a file") !=
          std::string::npos);
}

TEST_CASE("an archive that a rule names must exist") {
    CHECK(error_with("archive: cmip6", "archive: cmp6") ==
          "11:16: archive: there is no archive 'cmp6'; did you mean 'cmip6'? allowed: cmip6");
}

TEST_CASE("names of archives are unique") {
    CHECK(errors_of("archives: [{root: /a/x}, {root: /b/x}]") ==
          "/etc/cairn/config.yaml:1:26: two archives or lists of records are called 'x' (number 1 of "
          "`archives` and number 2 of `archives`): give each a `name` of its own");
}

TEST_CASE("an href is an absolute URL or a path") {
    const std::string href = "href: https://data.example.org/badc/cmip6";
    CHECK(
        error_with(href, "href: data.example.org").find("5:11: href: found 'data.example.org', which has no scheme") ==
        0);
    CHECK(error_with(href, "href: https://a b").find("5:11: href: found 'https://a b'") == 0);
    CHECK(error_with(href, "href: /files/cmip6/") == "none");
    CHECK(error_with(href, "href: s3://bucket/cmip6") == "none");
}

TEST_CASE("absolute links need the URL of the catalog") {
    CHECK(error_with("root_href: \"https://stac.example.org/\", ", "") ==
          "31:18: links: absolute links need `publish.root_href`, the URL at which the catalog will be served");
    CHECK(error_with("root_href: \"https://stac.example.org/\"", "root_href: /stac")
              .find("31:39: root_href: found '/stac', which has no scheme; allowed: https://") == 0);
}

TEST_CASE("the time of undated data is an interval of UTC") {
    CHECK(error_with("start: 1850-01-01", "start: 1850-02-30") ==
          "29:22: start: found '1850-02-30', allowed: an instant of UTC as 1850-01-01 or 1850-01-01T00:00:00Z");
    CHECK(error_with("start: 1850-01-01", "start: 2015-01-01") ==
          "29:14: undated: the end, 2014-12-31T00:00:00Z, is before the start, 2015-01-01T00:00:00Z");
}

TEST_CASE("a provider's url is absolute") {
    CHECK(error_with("https://ceda.example.org", "ceda.example.org")
              .find("url: found 'ceda.example.org', which has no scheme; allowed: https://host/path") !=
          std::string::npos);
}

TEST_CASE("links of templates are such as documents may have") {
    const std::string found = "{sci:citation: \"About {project}\"}";
    const auto error_of = [&](const std::string& href) {
        return error_with(found, "{links: [{rel: x, href: \"" + href + "\"}]}");
    };
    CHECK(error_of("https://host/{project}") == "none");
    CHECK(error_of("../{project}.html") == "none");
    CHECK(error_of("javascript:alert(1)").find("href: its scheme is not one") != std::string::npos);
    CHECK(error_of("data:text/html,x").find("href: its scheme is not one") != std::string::npos);
}

TEST_CASE("secrets are refused wherever they stand in a configuration, and never shown") {
    for (const std::string text : {"https://data.example.org/badc/cmip6", "https://stac.example.org/", "All of it.",
                                   "The {project} archive.", "About {project}", "https://ceda.example.org", "climate",
                                   "CC-BY-4.0", "CMIP6 {activity_id}", "{source_id}\""}) {
        for (const char* secret :
             {"https://user:S3cr3t@h/x", "https://h/x?token=S3cr3t", "https://h/x?X-Amz-Signature=S3cr3t"}) {
            const bool is_plain = text == "All of it." || text == "climate" || text == "CC-BY-4.0";
            const std::string end = text.back() == '"' ? "\"" : "";
            const std::string error = error_with(text, is_plain ? '"' + std::string(secret) + '"' : secret + end);
            INFO(text << ": " << error);
            CHECK(error.find("credentials or a signature") != std::string::npos);
            CHECK(error.find("S3cr3t") == std::string::npos);
            CHECK(error.find('\n') == std::string::npos);  // one error for one place
        }
    }
    CHECK(error_with("https://ceda.example.org", "https://h/page?id=3#top") == "none");
}

TEST_CASE("time_from_name finds dates by groups of known names") {
    const auto error_of = [](const std::string& pattern) {
        return error_with("license: CC-BY-4.0", "time_from_name: '" + pattern + "'\n    license: CC-BY-4.0");
    };
    CHECK(error_of(R"(_(?P<start>\d+)-(?P<end>\d+)\.nc$)") == "none");
    CHECK(error_of(R"((?P<year>\d{4})(?P<end_month>\d\d))") == "none");
    CHECK(error_of("(").find("25:21: time_from_name: '(' is not a regular expression that RE2 takes: ") == 0);
    CHECK(
        error_of(R"((?P<start>\d+)_(?P<finish>\d+))") ==
        "25:21: time_from_name: the group 'finish' means nothing; allowed: start, end, year, month, day, day_of_year, "
        "hour, minute, second, and these with end_ before them");
    CHECK(error_of(R"((\d+))") ==
          "25:21: time_from_name: the expression has no group (?P<start>...) or (?P<year>...), so it finds no date");
}

TEST_CASE("policies are read") {
    const auto loaded = load_text(
        "policies: {trust: [attributes, coordinates], month_units: udunits, calendar_mapping: refuse, "
        "time_tolerance_days: 0.5, footprint_tolerance_deg: 0.25, half_cells: regular}");
    CHECK(loaded.trust == std::vector{Testimony::attributes, Testimony::coordinates});
    CHECK(loaded.month_units == MonthUnits::udunits);
    CHECK(loaded.calendar_mapping == CalendarMapping::refuse);
    CHECK(loaded.time_tolerance_days == 0.5);
    CHECK(loaded.footprint_tolerance_deg == 0.25);
    CHECK(loaded.half_cells == HalfCellPolicy::regular);
    CHECK(load_text("") == Policies{});
    CHECK(error_with("catalog: {", "policies: {month_units: lunar}\ncatalog: {").find("month_units") !=
          std::string::npos);
}

TEST_CASE("values that documents cannot take are found before the crawl") {
    CHECK(error_with("license: CC-BY-4.0", "license: CC BY 4.0").find("did you mean 'CC-BY-4.0'?") !=
          std::string::npos);
    CHECK(error_with("license: CC-BY-4.0", "license: MIT OR Apache-2.0").find("license: found") != std::string::npos);
    const std::string found = "template: {sci:citation: \"About {project}\"}";
    const auto error_of = [&](const std::string& line) { return error_with(found, line); };
    CHECK(error_of("item_template: {properties: {created: yesterday}}").find("date") != std::string::npos);
    CHECK(error_of("item_template: {properties: {license: CC BY}}") != "none");
    CHECK(error_of("item_template: {properties: {gsd: far}}") != "none");
    CHECK(error_of("template: {providers: [{url: https://x.org}]}") != "none");
    CHECK(error_of("template: {keywords: climate}") != "none");
    CHECK(error_of("item_template: {properties: {created: \"{version}\", license: \"{version}\"}}") == "none");
    CHECK(error_of("item_template: {properties: {created: 2020-01-01T00:00:00Z, anything: else}}") == "none");
    CHECK(error_of("item_template: {properties: {'x:y': 1}, stac_extensions: ['https://example.org/x.json']}") ==
          "none");
    CHECK(error_of("template: {links: [{rel: license, href: https://x.org}]}") == "none");
    CHECK(error_of("template: {links: [{rel: license}]}") != "none");
}

TEST_CASE("facets and schemes that are named must be there") {
    const std::string found = "roles: [data]";
    const auto error_of = [&](const std::string& line) { return error_with(found, line); };
    CHECK(error_of("properties: []") == "none");
    CHECK(error_of("properties: [version, grid]") == "none");
    CHECK(error_of("properties: [versoin]").find("no facet 'versoin'; did you mean 'version'?") != std::string::npos);
    CHECK(error_of("authentication: login").find("no scheme") != std::string::npos);
    CHECK(error_of("from_files: [titel]").find("from_files") != std::string::npos);
    const std::string scheme = "authentication: {login: {type: http, scheme: basic}}\npublish:";
    const std::string text = with("publish:", scheme);
    CHECK(errors_of(text) == "none");
    CHECK(errors_of(with("publish:", "authentication: {login: {type: http}}\npublish:")).find("scheme") !=
          std::string::npos);
    CHECK(errors_of(with("publish:", "authentication: {login: {type: apiKey, name: x}}\npublish:")) != "none");
}
