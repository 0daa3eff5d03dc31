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
          "19:11: item: nothing gives the facet 'sourc_id'; did you mean 'source_id'? allowed: activity_id, archive, "
          "filename, "
          "folder, frequency, grid, parent, project, series, source_id, stem, version");
    CHECK(error_with("title: \"CMIP6 {activity_id}\"", "title: \"{stem}\"") ==
          "22:12: title: nothing gives the facet 'stem'; allowed: activity_id, frequency, grid, project, "
          "source_id, version");
    CHECK(error_with("About {project}", "About {pproject}")
              .find("30:30: sci:citation: nothing gives the facet 'pproject'; did you mean 'project'?") == 0);
}

TEST_CASE("malformed templates and patterns are errors") {
    CHECK(error_with("{source_id}.{frequency}", "{source_id") ==
          "19:11: item: a '{' without '}' (write '{{' for a brace) in '{source_id', at character 1");
    CHECK(error_with("path: \"data/CMIP6/{activity_id}", "path: \"/data/CMIP6/{activity_id}")
              .find("15:13: path: a path pattern begins below the archive's root") == 0);
    CHECK(error_with("(?P<grid>g[a-z0-9]+)", "(?P<grid>g[a-z0-9+)")
              .find("16:14: regex: '_(?P<grid>g[a-z0-9+)_' is not a regular expression that RE2 takes: ") == 0);
    CHECK(error_with("(?P<grid>g[a-z0-9]+)", "g").find("16:14: regex: the expression has no named groups") == 0);
    CHECK(error_with("mip_era: CMIP6", "mip_era: '('")
              .find("13:29: mip_era: '(' is not a regular expression that RE2 takes: ") == 0);
}

TEST_CASE("an archive that a rule names must exist") {
    CHECK(error_with("archive: cmip6", "archive: cmp6") ==
          "11:16: archive: there is no archive 'cmp6'; did you mean 'cmip6'? allowed: cmip6");
}

TEST_CASE("names of archives are unique") {
    CHECK(errors_of("archives: [{root: /a/x}, {root: /b/x}]") ==
          "/etc/cairn/config.yaml:1:26: two archives are called 'x' (numbers 1 and 2): give each a `name` of its own");
}

TEST_CASE("an href is an absolute URL or a path") {
    CHECK(error_with("href: https://data.example.org/badc/cmip6", "href: data.example.org") ==
          "5:11: href: found 'data.example.org', allowed: an absolute URL (https://host/path) or a path (/path), "
          "without white space");
    CHECK(error_with("href: https://data.example.org/badc/cmip6", "href: https://a b")
              .find("5:11: href: found 'https://a b'") == 0);
    CHECK(error_with("href: https://data.example.org/badc/cmip6", "href: /files/cmip6/") == "none");
    CHECK(error_with("href: https://data.example.org/badc/cmip6", "href: s3://bucket/cmip6") == "none");
}

TEST_CASE("absolute links need the URL of the catalog") {
    CHECK(error_with("root_href: \"https://stac.example.org/\", ", "") ==
          "31:18: links: absolute links need `publish.root_href`, the URL at which the catalog will be served");
    CHECK(error_with("root_href: \"https://stac.example.org/\"", "root_href: /stac")
              .find("31:39: root_href: found '/stac', allowed: an absolute URL") == 0);
}

TEST_CASE("the time of undated data is an interval of UTC") {
    CHECK(error_with("start: 1850-01-01", "start: 1850-02-30") ==
          "29:22: start: found '1850-02-30', allowed: an instant of UTC as 1850-01-01 or 1850-01-01T00:00:00Z");
    CHECK(error_with("start: 1850-01-01", "start: 2015-01-01") ==
          "29:14: undated: the end, 2014-12-31T00:00:00Z, is before the start, 2015-01-01T00:00:00Z");
}

TEST_CASE("a provider's url is absolute") {
    CHECK(error_with("https://ceda.example.org", "ceda.example.org")
              .find("url: found 'ceda.example.org', allowed: an absolute URL") != std::string::npos);
}

TEST_CASE("absolute URLs are told from other texts") {
    for (const char* url : {"https://a", "s3://b/c", "file:///x", "git+ssh://h/p"}) CHECK(is_absolute_url(url));
    for (const char* url : {"", "a", "/a", "https:/a", "https://", "://a", "1http://a", "https://a b", "https://a\n"}) {
        CHECK_FALSE(is_absolute_url(url));
    }
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
