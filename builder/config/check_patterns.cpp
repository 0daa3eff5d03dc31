#include "builder/config/check_patterns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json/pointer.hpp"
#include "builder/config/check.hpp"
#include "builder/config/check_archives.hpp"
#include "builder/config/expression.hpp"
#include "builder/config/never.hpp"
#include "builder/config/path_pattern.hpp"

namespace cairn {

namespace {

constexpr std::array<std::string_view, 7> k_date_parts{"year", "month",  "day",   "day_of_year",
                                                       "hour", "minute", "second"};

}  // namespace

void check_attributes(const std::map<std::string, std::string>& patterns, const std::string& pointer,
                      Violations& violations) {
    for (const auto& [attribute, pattern] : patterns) {
        const auto regex = compile_expression(pattern);
        if (const auto* message = std::get_if<std::string>(&regex))
            violations.report(json::child(pointer, attribute), attribute + ": " + *message);
    }
}

void check_match(const Match& match, const Config& config, const std::string& pointer, Violations& violations) {
    check_globs(match.paths, config, pointer + "/path", violations);
    std::vector<std::string> archives;
    for (std::size_t i = 0; i < config.archives.size() + config.records.size(); ++i)
        archives.push_back(archive_name(config, i));
    if (!match.archive.empty() && std::find(archives.begin(), archives.end(), match.archive) == archives.end()) {
        violations.report(pointer + "/archive",
                          fmt::format("archive: there is no archive '{}'{} allowed: {}", match.archive,
                                      suggestion_phrase(match.archive, archives), quoted_list(archives)));
    }
    check_attributes(match.attributes, pointer + "/attributes", violations);
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

namespace {

void check_path_pattern(const CollectionRule& rule, const Config& config, const std::string& pointer, KnownNames& names,
                        Violations& violations) {
    const std::string& text = rule.facets.path_pattern;
    if (text.empty()) return;
    const auto pattern = PathPattern::compile(text);
    if (const auto* message = std::get_if<std::string>(&pattern)) {
        names.complete = false;
        return violations.report(pointer, "path: " + *message);
    }
    const auto& found = std::get<PathPattern>(pattern).names();
    names.known.insert(found.begin(), found.end());
    auto reason = why_never_fits(text, config);
    if (!reason && text.ends_with('/')) reason = "it ends with '/', and no path does";
    if (!reason) reason = why_never_together(rule.match.paths, text);
    if (!reason) return;
    violations.report(pointer, fmt::format("path: the pattern '{}' fits no path: {}", beginning_of(text), *reason));
}

void check_path_regex(const std::string& text, const std::string& pointer, KnownNames& names, Violations& violations) {
    if (text.empty()) return;
    const auto regex = compile_expression(text);
    if (const auto* message = std::get_if<std::string>(&regex)) {
        names.complete = false;
        return violations.report(pointer, "regex: " + *message);
    }
    const auto& groups = std::get<0>(regex)->NamedCapturingGroups();
    for (const auto& [name, group] : groups) names.known.insert(name);
    if (groups.empty()) {
        violations.report(pointer, "regex: the expression has no named groups, (?P<name>...), so it gives no facets");
    } else if (const auto reason = why_never_matches(text)) {
        violations.report(pointer, fmt::format("regex: '{}' is found in no path: {}", beginning_of(text), *reason));
    }
}

}  // namespace

KnownNames check_facets(const CollectionRule& rule, const Config& config, const std::string& pointer,
                        Violations& violations) {
    KnownNames names;
    check_path_pattern(rule, config, pointer + "/path", names, violations);
    check_path_regex(rule.facets.path_regex, pointer + "/regex", names, violations);
    for (const auto& [facet, attribute] : rule.facets.attributes) names.known.insert(facet);
    for (const auto& [facet, value] : rule.facets.constants) names.known.insert(facet);
    for (const std::string& taken : names_of_other_forms()) {
        if (names.known.count(taken) == 0) continue;
        violations.report(
            pointer, fmt::format("facets: '{}' is a property that STAC gives a form of its own, a facet is any text; "
                                 "name the facet otherwise (item_template can set the property)",
                                 taken));
    }
    return names;
}

}  // namespace cairn
