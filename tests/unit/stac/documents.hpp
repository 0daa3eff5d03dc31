// What tests of documents share: JSON as text, and a configuration to link by.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/json/write.hpp"
#include "builder/model/plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn::test {

/// The value at a pointer as compact JSON; "absent" when there is none.
inline std::string at(const json::Value& root, std::string_view pointer) {
    const json::Value* value = json::resolve(root, pointer);
    return value == nullptr ? "absent" : json::write(*value);
}

inline json::Value parsed(std::string_view text) { return std::get<json::Value>(json::parse(text)); }

inline UtcInstant instant(std::string_view text) { return parse_rfc3339(text).value(); }
inline UtcInterval interval(std::string_view start, std::string_view end) { return {instant(start), instant(end)}; }

inline Box box(double west, double south, double east, double north) {
    return {LonInterval::between(west, east), {south, north}};
}

/// One rule, which all entries of these tests are of.
inline Config config_of_one_rule() {
    Config config;
    config.collections.emplace_back();
    return config;
}

/// An entry with this asset id and time, in an archive that has a URL.
inline Entry entry(const std::string& asset, std::optional<UtcInterval> time) {
    Entry made;
    made.href = "https://data.example.org/" + asset;
    made.granule.time.interval = time;
    made.placement.asset = asset;
    made.placement.asset_title = asset;
    made.placement.facets = std::make_shared<const Facets>();
    return made;
}

}  // namespace cairn::test
