#include "builder/config/check_patterns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json/pointer.hpp"
#include "builder/config/check_archives.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/path_pattern.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 7> k_date_parts{"year", "month",  "day",   "day_of_year",
                                                       "hour", "minute", "second"};

}  // namespace

void check_match(const Match& match, const Config& config, const std::string& pointer, Violations& violations) {
    check_globs(match.paths, pointer + "/path", violations);
    std::vector<std::string> archives;
    for (std::size_t i = 0; i < config.archives.size() + config.records.size(); ++i)
        archives.push_back(archive_name(config, i));
    if (!match.archive.empty() && std::find(archives.begin(), archives.end(), match.archive) == archives.end()) {
        violations.report(pointer + "/archive",
                          fmt::format("archive: there is no archive '{}'{} allowed: {}", match.archive,
                                      suggestion_phrase(match.archive, archives), quoted_list(archives)));
    }
    for (const auto& [attribute, pattern] : match.attributes) {
        const auto regex = compile_expression(pattern);
        if (const auto* message = std::get_if<std::string>(&regex))
            violations.report(json::child(pointer + "/attributes", attribute), attribute + ": " + *message);
    }
}

void check_time_from_name(const std::string& pattern, const std::string& pointer, Violations& violations) {
    if (pattern.empty()) return;
    const auto regex = compile_expression(pattern);
    if (const auto* message = std::get_if<std::string>(&regex))
        return violations.report(pointer, "time_from_name: " + *message);
    const auto& groups = std::get<0>(regex)->NamedCapturingGroups();
    for (const auto& [name, group] : groups) {
        const std::string part = name.starts_with("end_") ? name.substr(4) : name;
        const bool is_part = std::find(k_date_parts.begin(), k_date_parts.end(), part) != k_date_parts.end();
        if (is_part || name == "start" || name == "end") continue;
        violations.report(pointer,
                          fmt::format("time_from_name: the group '{}' means nothing; allowed: start, end, {}, and "
                                      "these with end_ before them",
                                      name, fmt::join(k_date_parts, ", ")));
    }
    if (groups.count("start") == 0 && groups.count("year") == 0) {
        violations.report(pointer,
                          "time_from_name: the expression has no group (?P<start>...) or (?P<year>...), so it finds "
                          "no date");
    }
}

KnownNames check_facets(const FacetRules& facets, const std::string& pointer, Violations& violations) {
    KnownNames names;
    if (!facets.path_pattern.empty()) {
        const auto pattern = PathPattern::compile(facets.path_pattern);
        if (const auto* message = std::get_if<std::string>(&pattern)) {
            violations.report(pointer + "/path", "path: " + *message);
            names.complete = false;
        } else {
            const auto& found = std::get<PathPattern>(pattern).names();
            names.known.insert(found.begin(), found.end());
        }
    }
    if (!facets.path_regex.empty()) {
        const auto regex = compile_expression(facets.path_regex);
        if (const auto* message = std::get_if<std::string>(&regex)) {
            violations.report(pointer + "/regex", "regex: " + *message);
            names.complete = false;
        } else if (std::get<0>(regex)->NamedCapturingGroups().empty()) {
            violations.report(pointer + "/regex",
                              "regex: the expression has no named groups, (?P<name>...), so it gives no facets");
        } else {
            for (const auto& [name, group] : std::get<0>(regex)->NamedCapturingGroups()) names.known.insert(name);
        }
    }
    for (const auto& [facet, attribute] : facets.attributes) names.known.insert(facet);
    for (const auto& [facet, value] : facets.constants) names.known.insert(facet);
    for (const char* taken : {"title", "datetime", "start_datetime", "end_datetime", "gsd", "keywords", "providers",
                              "instruments", "bands", "data_type", "nodata", "statistics", "roles"}) {
        if (names.known.count(taken) == 0) continue;
        violations.report(
            pointer, fmt::format("facets: '{}' is a property that STAC gives a form of its own, a facet is any text; "
                                 "name the facet otherwise (item_template can set the property)",
                                 taken));
    }
    return names;
}

}  // namespace cairn
