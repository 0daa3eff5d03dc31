#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "validator/describe.hpp"
#include "validator/ranges.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// Instants that programs write when they know none.
bool looks_like_default(Microseconds instant) {
    static const std::vector<Microseconds> k_defaults = [] {
        std::vector<Microseconds> all;
        for (const char* text :
             {"0001-01-01T00:00:00Z", "1601-01-01T00:00:00Z", "1800-01-01T00:00:00Z", "1850-01-01T00:00:00Z",
              "1858-11-17T00:00:00Z", "1900-01-01T00:00:00Z", "1904-01-01T00:00:00Z", "1950-01-01T00:00:00Z",
              "1970-01-01T00:00:00Z", "1980-01-06T00:00:00Z", "2000-01-01T00:00:00Z", "2000-01-01T12:00:00Z",
              "9999-12-31T00:00:00Z", "9999-12-31T23:59:59Z"})
            all.push_back(*parse_instant(text));
        return all;
    }();
    constexpr Microseconds k_second = 1'000'000;
    return std::any_of(k_defaults.begin(), k_defaults.end(),
                       [instant](Microseconds known) { return instant >= known && instant < known + k_second; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The days that a name tells, as 20190214, 2019-02-14 or 2019_02_14.
std::set<std::string> days_in(std::string_view name) {
    std::set<std::string> days;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (!is_digit(name[i]) || (i > 0 && is_digit(name[i - 1]))) continue;
        std::string digits;
        for (std::size_t at = i; at < name.size() && digits.size() < 8; ++at) {
            const bool joint = (name[at] == '-' || name[at] == '_') && (digits.size() == 4 || digits.size() == 6) &&
                               at > 0 && is_digit(name[at - 1]);
            if (!is_digit(name[at]) && !joint) break;
            if (is_digit(name[at])) digits += name[at];
        }
        if (digits.size() < 8) continue;
        std::string day = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
        if (is_full_date(day) && day >= "1800-01-01" && day < "2200-01-01") days.insert(std::move(day));
    }
    return days;
}

std::string_view last_segment(std::string_view href) {
    href = href.substr(0, href.find_first_of("?#"));
    return href.substr(href.rfind('/') + 1);
}

/// What the extents of time in `cube:dimensions` say, where one does not hold the instant; empty: all hold it.
std::string contradicting_cube(const json::Value& holder, Microseconds instant) {
    const json::Value* dimensions = json::find(holder, "cube:dimensions");
    if (dimensions == nullptr || !dimensions->IsObject()) return {};
    for (const auto& dimension : dimensions->GetObject()) {
        const json::Value* extent = json::find(dimension.value, "extent");
        if (json::member_text(dimension.value, "type") != "temporal" || extent == nullptr) continue;
        const auto span = time_of_interval(*extent);
        if (span && !covers(*span, {instant, instant}))
            return "the dimension " + in_quotes(json::view(dimension.name)) + " reaches over " + excerpt(*extent);
    }
    return {};
}

/// What the names of the Item and its assets say, when each day that they tell is another one.
std::string contradicting_names(const ObjectView& view, std::string_view datetime) {
    const std::string own_day(datetime.substr(0, 10));
    std::string other;
    bool agrees = false;
    const auto look = [&](std::string_view name) {
        const std::set<std::string> days = days_in(name);
        agrees = agrees || days.count(own_day) > 0;
        if (!days.empty() && other.empty()) other = in_quotes(name) + " tells of " + *days.begin();
    };
    look(json::member_text(view.object.value, "id"));
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view) {
        look(last_segment(json::member_text(asset, "href")));
    });
    return agrees ? std::string() : other;
}

void check(const ObjectView& view, Findings& out) {
    const Times& times = view.object.times;
    if (!view.object.is_feature() || !times.datetime || times.start || times.end) return;
    const Microseconds instant = *times.datetime;
    if (!looks_like_default(instant)) return;
    const std::string_view text = json::member_text(*view.object.properties, "datetime");
    std::string witness = contradicting_cube(*view.object.properties, instant);
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view) {
        if (witness.empty()) witness = contradicting_cube(asset, instant);
    });
    const bool certain = !witness.empty();
    if (!certain) witness = contradicting_names(view, text);
    if (witness.empty()) return;
    out.add(k_time_default, certain ? Severity::error : Severity::warning, view.record(),
            view.object.pointer("/properties/datetime"),
            "found " + in_quotes(text) + ", which programs write when they know no time, but " + witness);
}

}  // namespace

const Rule k_time_default{"time/default",
                          Severity::error,
                          "A time is not the default of a program",
                          "An Item that lies at the begin of an era is lost for those who look for its data.",
                          "STAC 1.1.0, common metadata, Date and Time",
                          ObjectCheck(check)};

}  // namespace cairn::validate::rules
