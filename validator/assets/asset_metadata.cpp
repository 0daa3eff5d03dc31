#include "validator/assets/asset_metadata.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>

#include "base/gregorian.hpp"
#include "base/json/pointer.hpp"
#include "validator/describe.hpp"

namespace cairn::validate {

namespace {

constexpr double k_year_s = 366.0 * 86400;

std::string instant_text(Microseconds us) {
    if (us == std::numeric_limits<Microseconds>::min() || us == std::numeric_limits<Microseconds>::max()) return "open";
    const std::int64_t seconds = floor_div(us, 1'000'000);
    const GregorianDate date = gregorian_from_days(floor_div(seconds, 86400));
    const std::int64_t of_day = floor_mod(seconds, 86400);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04lld-%02d-%02dT%02d:%02d:%02dZ", static_cast<long long>(date.year),
                  date.month, date.day, static_cast<int>(of_day / 3600), static_cast<int>(of_day / 60 % 60),
                  static_cast<int>(of_day % 60));
    return text.data();
}

std::string span_text(const TimeSpan& span) { return instant_text(span.begin) + " to " + instant_text(span.end); }

std::string number_text(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.10g", value);
    return text.data();
}

std::string box_text(const Box& box) {
    return "[" + number_text(box.west) + ", " + number_text(box.south) + ", " + number_text(box.east) + ", " +
           number_text(box.north) + "]";
}

double seconds_between(Microseconds a, Microseconds b) {
    return std::abs(static_cast<double>(a) - static_cast<double>(b)) / 1e6;
}

void compare_time(const Claim<TimeSpan>& claim, const AssetFacts& facts, std::vector<Disagreement>& found) {
    const TimeSpan& said = claim.value;
    const TimeSpan& there = *facts.time;
    const double before = claim.is_own ? seconds_between(said.begin, there.begin)
                                       : (there.begin < said.begin ? seconds_between(said.begin, there.begin) : 0);
    const double after = claim.is_own ? seconds_between(said.end, there.end)
                                      : (there.end > said.end ? seconds_between(said.end, there.end) : 0);
    const double worst = std::max(before, after);
    if (worst <= 1) return;
    const double cell = std::min(facts.time_cell_s, k_year_s);
    found.push_back({claim.pointer,
                     "the document says " + span_text(said) + ", the file has " + span_text(there) +
                         (claim.is_own ? "" : ": the Item has to hold it"),
                     worst <= cell});
}

/// Degrees between two longitudes, the short way.
double apart(double a, double b) {
    const double difference = std::fmod(std::abs(a - b), 360.0);
    return std::min(difference, 360.0 - difference);
}

double width_of(const Box& box) { return box.crosses() ? box.east - box.west + 360 : box.east - box.west; }

void compare_box(const Claim<Box>& claim, const AssetFacts& facts, std::vector<Disagreement>& found) {
    constexpr double k_rounding_deg = 1e-5;
    const Box& said = claim.value;
    const Box& there = *facts.box;
    if (!claim.is_own && covers(said, there)) return;
    const bool both_round = width_of(said) > 359.9 && width_of(there) > 359.9;
    const double across = both_round ? 0 : std::max(apart(said.west, there.west), apart(said.east, there.east));
    const double worst = std::max({across, std::abs(said.south - there.south), std::abs(said.north - there.north)});
    if (worst <= k_rounding_deg) return;
    found.push_back({claim.pointer,
                     "the document says " + box_text(said) + ", the file has " + box_text(there) +
                         (claim.is_own ? "" : ": the Item has to hold it"),
                     worst <= facts.cell_deg});
}

std::string shape_text(const std::vector<std::string>& names) {
    std::string text = "(";
    for (const std::string& name : names) text += (text.size() > 1 ? ", " : "") + name;
    return text + ")";
}

void compare_dimensions(const AssetClaims& claims, const AssetFacts& facts, std::vector<Disagreement>& found) {
    std::map<std::string_view, std::uint64_t> sizes;
    for (const FoundDimension& dimension : facts.dimensions) sizes.emplace(dimension.name, dimension.size);
    for (const ClaimedDimension& claim : claims.dimensions) {
        const auto there = sizes.find(claim.name);
        if (there == sizes.end()) {
            found.push_back({claim.pointer, "the file has no dimension " + in_quotes(claim.name), false});
        } else if (claim.size) {
            const std::uint64_t more = std::max(*claim.size, there->second) - std::min(*claim.size, there->second);
            if (more > claim.tolerance)
                found.push_back({claim.pointer,
                                 "the document says that " + in_quotes(claim.name) + " has " +
                                     std::to_string(*claim.size) + " values, the file has " +
                                     std::to_string(there->second),
                                 false});
        }
    }
}

void compare_variables(const AssetClaims& claims, const AssetFacts& facts, std::vector<Disagreement>& found) {
    std::map<std::string_view, const FoundVariable*> variables;
    for (const FoundVariable& variable : facts.variables) variables.emplace(variable.name, &variable);
    for (const ClaimedVariable& claim : claims.variables) {
        const auto at = variables.find(claim.name);
        if (at == variables.end()) {
            found.push_back({claim.pointer, "the file has no variable " + in_quotes(claim.name), false});
            continue;
        }
        const FoundVariable& there = *at->second;
        if (claim.unit && *claim.unit != there.unit)
            found.push_back({json::child(claim.pointer, std::string_view("unit")),
                             "the document says the unit " + in_quotes(*claim.unit) + ", the file " +
                                 (there.unit.empty() ? "has none" : "has " + in_quotes(there.unit)),
                             false});
        if (claim.says_dimensions && claim.dimensions != there.dimensions)
            found.push_back({json::child(claim.pointer, std::string_view("dimensions")),
                             "the document says the dimensions " + shape_text(claim.dimensions) + ", the file has " +
                                 shape_text(there.dimensions),
                             false});
    }
}

}  // namespace

std::vector<Disagreement> compare(const AssetClaims& claims, const AssetFacts& facts) {
    std::vector<Disagreement> found;
    if (claims.time && facts.time) compare_time(*claims.time, facts, found);
    if (claims.box && facts.box) compare_box(*claims.box, facts, found);
    if (!facts.dimensions.empty()) compare_dimensions(claims, facts, found);
    if (!facts.variables.empty()) compare_variables(claims, facts, found);
    return found;
}

}  // namespace cairn::validate
