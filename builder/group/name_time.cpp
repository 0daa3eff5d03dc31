#include "builder/group/name_time.hpp"

#include <re2/re2.h>

#include <charconv>
#include <map>
#include <vector>

#include "builder/config/expression.hpp"

namespace cairn {

namespace {

using Groups = std::map<std::string, std::string>;  ///< those that took part in the match

std::optional<int> number_in(const Groups& groups, const std::string& name) {
    const auto found = groups.find(name);
    int value = 0;
    if (found == groups.end() || found->second.size() > 5) return std::nullopt;
    const char* end = found->second.data() + found->second.size();
    const auto parsed = std::from_chars(found->second.data(), end, value);
    return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

/// A date in one group, or in its parts; `prefix` is "end_" for the parts of the last date.
std::optional<DatePeriod> date_in(const Groups& groups, const std::string& whole, const std::string& prefix) {
    if (const auto found = groups.find(whole); found != groups.end()) return parse_date_period(found->second);
    const auto year = number_in(groups, prefix + "year");
    if (!year) return std::nullopt;
    DateParts parts;
    parts.year = *year;
    parts.month = number_in(groups, prefix + "month");
    parts.day = number_in(groups, prefix + "day");
    parts.day_of_year = number_in(groups, prefix + "day_of_year");
    parts.hour = number_in(groups, prefix + "hour");
    parts.minute = number_in(groups, prefix + "minute").value_or(0);
    parts.second = number_in(groups, prefix + "second").value_or(0);
    return period_of(parts);
}

}  // namespace

NameTime::NameTime(const std::string& pattern) : m_regex(checked_expression(pattern)) {}

NameTime::~NameTime() = default;
NameTime::NameTime(NameTime&&) noexcept = default;

std::optional<DatePeriod> NameTime::find(const std::string& path) const {
    std::vector<re2::StringPiece> matched(static_cast<std::size_t>(m_regex->NumberOfCapturingGroups()) + 1);
    if (!m_regex->Match(path, 0, path.size(), RE2::UNANCHORED, matched.data(), static_cast<int>(matched.size()))) {
        return std::nullopt;
    }
    Groups groups;
    for (const auto& [name, group] : m_regex->NamedCapturingGroups()) {
        const re2::StringPiece value = matched[static_cast<std::size_t>(group)];
        if (!value.empty()) groups.emplace(name, std::string(value));
    }
    const auto first = date_in(groups, "start", "");
    if (!first) return std::nullopt;
    if (groups.count("end") == 0 && groups.count("end_year") == 0) return first;
    const auto last = date_in(groups, "end", "end_");
    return last ? joined(*first, *last) : std::nullopt;
}

}  // namespace cairn
