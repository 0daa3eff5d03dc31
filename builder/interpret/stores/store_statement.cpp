#include "builder/interpret/stores/store_statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "base/json/write.hpp"
#include "base/text.hpp"
#include "builder/interpret/structured.hpp"

namespace cairn {

namespace {

std::optional<UtcInstant> instant_of(const json::Value& properties, const char* name) {
    const std::string_view text = json::member_text(properties, name);
    return text.empty() ? std::nullopt : parse_rfc3339(text);
}

std::optional<UtcInterval> interval_of(const json::Value& properties) {
    const auto start = instant_of(properties, "start_datetime");
    const auto end = instant_of(properties, "end_datetime");
    if (start && end && *start <= *end) return UtcInterval{*start, *end};
    const auto instant = instant_of(properties, "datetime");
    return instant ? std::optional(UtcInterval{*instant, *instant}) : std::nullopt;
}

/// Four numbers, or six with heights between.
std::optional<Box> box_of(const json::Value* bbox) {
    if (bbox == nullptr || !bbox->IsArray() || (bbox->Size() != 4 && bbox->Size() != 6)) return std::nullopt;
    std::array<double, 4> edges{};
    for (rapidjson::SizeType i = 0; i < 4; ++i) {
        const json::Value& value = (*bbox)[bbox->Size() == 6 && i >= 2 ? i + 1 : i];
        if (!value.IsNumber() || !std::isfinite(value.GetDouble())) return std::nullopt;
        edges[i] = value.GetDouble();
    }
    const auto [west, south, east, north] = edges;
    if (south < -90 || north > 90 || south > north || std::abs(west) > 180 || std::abs(east) > 180) return std::nullopt;
    const LonInterval lon = LonInterval::between(west, east < west ? east + 360 : east);
    return Box{lon, {south, north}};
}

bool is_number_between(const json::Value& value, double least, double greatest) {
    return value.IsNumber() && value.GetDouble() >= least && value.GetDouble() <= greatest;
}

bool is_text(const json::Value& value) { return value.IsString() && value.GetStringLength() > 0; }

bool is_texts(const json::Value& value) {
    return value.IsArray() && !value.Empty() && std::all_of(value.Begin(), value.End(), is_text);
}

bool is_instant(const json::Value& value) { return is_text(value) && parse_rfc3339(json::view(value)).has_value(); }
bool is_length(const json::Value& value) { return is_number_between(value, std::numeric_limits<double>::min(), 1e9); }
bool is_percentage(const json::Value& value) { return is_number_between(value, 0, 100); }

struct StatedMember {
    const char* name;
    bool (*is_valid)(const json::Value&);
};

/// STAC's common metadata, and those of the eo extension. Those of other extensions would need these to be listed.
constexpr std::array<StatedMember, 9> k_members{{{"created", is_instant},
                                                 {"updated", is_instant},
                                                 {"platform", is_text},
                                                 {"instruments", is_texts},
                                                 {"constellation", is_text},
                                                 {"mission", is_text},
                                                 {"gsd", is_length},
                                                 {"eo:cloud_cover", is_percentage},
                                                 {"eo:snow_cover", is_percentage}}};

/// The members that are as they should be, as JSON text; empty when there are none.
std::string stated_properties(const json::Value& properties) {
    json::Value stated = json::object();
    for (const StatedMember& member : k_members) {
        const json::Value* value = json::find(properties, member.name);
        if (value != nullptr && member.is_valid(*value)) json::set(stated, member.name, json::clone(*value));
    }
    return stated.ObjectEmpty() ? std::string() : json::write(stated);
}

}  // namespace

void apply_store_statement(const Dataset& dataset, Granule& granule, Findings& findings) {
    if (dataset.groups.empty()) return;
    const json::Value item = structured_attribute(dataset.groups.front().attributes, "stac_discovery");
    const json::Value* properties = json::find(item, "properties");
    if (properties != nullptr) granule.stated_properties = stated_properties(*properties);
    if (properties != nullptr && !granule.time.interval) {
        if (const auto interval = interval_of(*properties)) {
            granule.time = {interval, Evidence::metadata,
                            "no time coordinate: it is what the attribute stac_discovery of the store states"};
            findings.add("time", fmt::format("attribute stac_discovery: {} to {}", to_rfc3339(interval->start),
                                             to_rfc3339(interval->end)));
        }
    }
    if (!granule.footprint.box) {
        if (const auto box = box_of(json::find(item, "bbox"))) {
            const std::string why = granule.footprint.reason;
            granule.footprint = {};
            granule.footprint.box = box;
            granule.footprint.evidence = Evidence::metadata;
            granule.footprint.reason =
                fmt::format("{}; the box is what the attribute stac_discovery of the store states", to_utf8(why));
            findings.add("footprint", "attribute stac_discovery: its bbox");
        }
    }
}

}  // namespace cairn
