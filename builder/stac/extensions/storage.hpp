// STAC storage extension v2.0.0: "storage:schemes" of a document, "storage:refs" of its assets.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "builder/config/config.hpp"

namespace cairn::extensions {

inline constexpr std::string_view k_storage = "https://stac-extensions.github.io/storage/v2.0.0/schema.json";

/// The schemes of one document, gathered while its assets are made.
class StorageSchemes {
  public:
    explicit StorageSchemes(const std::map<std::string, Bucket>& buckets) : m_buckets(buckets) {}

    /// Sets "storage:refs" of an asset whose href is s3://bucket/...; nothing for others, and for a name that no bucket
    /// can have.
    void add_to(json::Value& asset, std::string_view href);

    /// Sets "storage:schemes" of a Collection or of an Item's properties, where there is one, beside those it has, with a note about buckets
    /// of AWS of which the configuration does not say the region: no client finds these.
    void set(json::Value& object) &&;

  private:
    const std::map<std::string, Bucket>& m_buckets;  ///< what the configuration says of them
    std::map<std::string, json::Value> m_schemes;
    std::set<std::string> m_without_region;  ///< names of buckets
};

}  // namespace cairn::extensions
