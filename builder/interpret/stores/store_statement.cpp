#include "builder/interpret/stores/store_statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

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

/// Four numbers, or six with heights between: west, south, east, north.
std::optional<std::array<double, 4>> edges_of(const json::Value* bbox) {
    if (bbox == nullptr || !bbox->IsArray() || (bbox->Size() != 4 && bbox->Size() != 6)) return std::nullopt;
    std::array<double, 4> edges{};
    for (rapidjson::SizeType i = 0; i < 4; ++i) {
        const json::Value& value = (*bbox)[bbox->Size() == 6 && i >= 2 ? i + 1 : i];
        if (!value.IsNumber() || !std::isfinite(value.GetDouble())) return std::nullopt;
        edges[i] = value.GetDouble();
    }
    const auto [west, south, east, north] = edges;
    if (south < -90 || north > 90 || south > north || std::abs(west) > 180 || std::abs(east) > 180) return std::nullopt;
    return edges;
}

/// What the positions of a GeoJSON geometry cover: each ring or line from position to position, the shorter way.
struct Covered {
    std::vector<LonInterval> longitudes;
    LatInterval latitudes{90, -90};
    std::size_t positions = 0;
};

constexpr std::size_t k_most_positions = 100'000;
constexpr int k_deepest = 8;  ///< lists within lists: a MultiPolygon has four

bool is_position(const json::Value& value) {
    return value.IsArray() && value.Size() >= 2 && value[0].IsNumber() && value[1].IsNumber();
}

void cover(const json::Value& value, int depth, Covered& covered) {
    if (!value.IsArray() || depth > k_deepest || covered.positions > k_most_positions) return;
    std::vector<Position> walk;
    for (const json::Value& inner : value.GetArray()) {
        if (!is_position(inner)) {
            cover(inner, depth + 1, covered);
            continue;
        }
        const Position place{inner[0].GetDouble(), inner[1].GetDouble()};
        if (std::abs(place.lon_deg) > 180 || std::abs(place.lat_deg) > 90) continue;
        walk.push_back(place);
        covered.latitudes = {std::min(covered.latitudes.south_deg, place.lat_deg),
                             std::max(covered.latitudes.north_deg, place.lat_deg)};
        ++covered.positions;
    }
    if (walk.empty()) return;
    // Edges of GeoJSON do not cross the antimeridian (RFC 7946 section 3.1.9).
    const auto [west, east] = std::minmax_element(
        walk.begin(), walk.end(), [](const Position& a, const Position& b) { return a.lon_deg < b.lon_deg; });
    covered.longitudes.push_back(LonInterval::between(west->lon_deg, east->lon_deg));
}

std::optional<Box> box_of_geometry(const json::Value* geometry) {
    const json::Value* coordinates = geometry == nullptr ? nullptr : json::find(*geometry, "coordinates");
    if (coordinates == nullptr) return std::nullopt;
    Covered covered;
    if (is_position(*coordinates)) {
        json::Value line = json::array();
        json::push(line, json::clone(*coordinates));
        cover(line, 0, covered);
    } else {
        cover(*coordinates, 0, covered);
    }
    if (covered.positions == 0) return std::nullopt;
    return Box{hull(covered.longitudes), covered.latitudes};
}

bool are_near(const Box& a, const Box& b) {
    constexpr double k_limit_deg = 0.1;  // bboxes are often rounded, or those of all bands
    const auto near = [](double x, double y) { return std::abs(std::remainder(x - y, 360)) <= k_limit_deg; };
    return near(a.lon.west_deg(), b.lon.west_deg()) && near(a.lon.east_deg(), b.lon.east_deg()) &&
           near(a.lat.south_deg, b.lat.south_deg) && near(a.lat.north_deg, b.lat.north_deg);
}

/// A bbox with west east of east crosses the antimeridian (RFC 7946 section 5.2), unless the geometry beside it lies
/// elsewhere: products of the EOPF have east first.
std::optional<Box> stated_box(const json::Value& item, Findings& findings) {
    const auto edges = edges_of(json::find(item, "bbox"));
    const auto geometry = box_of_geometry(json::find(item, "geometry"));
    if (!edges) return geometry;
    const auto [west, south, east, north] = *edges;
    const Box box{LonInterval::between(west, east < west ? east + 360 : east), {south, north}};
    if (!geometry || are_near(box, *geometry)) return box;
    const Box turned{LonInterval::between(std::min(west, east), std::max(west, east)), {south, north}};
    const bool is_turned = east < west && are_near(turned, *geometry);
    findings.note(is_turned
                      ? "The bbox of stac_discovery has east before west, as its geometry shows: it is used the "
                        "right way round."
                      : "The bbox and the geometry of stac_discovery lie at different places: the geometry is used.");
    return is_turned ? turned : *geometry;
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
    StorePart* store = granule.store();
    if (properties != nullptr && store != nullptr) store->stated_properties = stated_properties(*properties);
    if (properties != nullptr && !granule.time.interval) {
        if (const auto interval = interval_of(*properties)) {
            granule.time = {interval, Evidence::metadata,
                            "no time coordinate: it is what the attribute stac_discovery of the store states"};
            findings.add("time", fmt::format("attribute stac_discovery: {} to {}", to_rfc3339(interval->start),
                                             to_rfc3339(interval->end)));
        }
    }
    if (!granule.footprint.box) {
        if (const auto box = stated_box(item, findings)) {
            const std::string why = granule.footprint.reason;
            granule.footprint = {};
            granule.footprint.box = box;
            granule.footprint.evidence = Evidence::metadata;
            granule.footprint.reason =
                fmt::format("{}; the box is what the attribute stac_discovery of the store states", to_utf8(why));
            findings.add("footprint", "attribute stac_discovery: its bbox and geometry");
        }
    }
}

}  // namespace cairn
