// STAC alternate-assets extension v1.2.0: "alternate" of assets. Addresses of stores as URL pipelines (stac/store_href)
// are alternates, too.
#pragma once

#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_alternate_assets =
    "https://stac-extensions.github.io/alternate-assets/v1.2.0/schema.json";

/// Adds the replicas of an Item's or a Collection's assets, by their hrefs, and the schemes of buckets that replicas lie
/// in to `owner`: the Collection, or the Item's properties.
void add_replicas(json::Value& document, json::Value& owner, const Config& config);

/// The replicas of one href, with "storage:refs"; their schemes go to `owner`. Null: there are none.
json::Value replicas_of(std::string_view href, json::Value& owner, const Config& config);

}  // namespace cairn::extensions
