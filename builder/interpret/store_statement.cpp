#include "builder/interpret/store_statement.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "builder/interpret/structured.hpp"
#include "builder/model/text.hpp"

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

}  // namespace

void apply_store_statement(const Dataset& dataset, Granule& granule, Findings& findings) {
    if (dataset.groups.empty()) return;
    const json::Value item = structured_attribute(dataset.groups.front().attributes, "stac_discovery");
    const json::Value* properties = json::find(item, "properties");
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
