// Items and Collections as rows: stac-geoparquet 1.1.0.
// https://github.com/radiantearth/stac-geoparquet-spec
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/json/value.hpp"
#include "builder/tables/table.hpp"

namespace cairn::tables {

inline constexpr std::string_view k_stac_geoparquet_version = "1.1.0";

/// The columns of any table of Items, in their order.
std::vector<std::string> item_columns();

/// Appends an Item: its properties beside its other members. One with the name of one of those gets "properties:"
/// before it. `type` is left out.
void append_item(const json::Value& item, std::string& members);

/// What the time members of an object say, which may be Properties, an asset, or an asset's Feature.
struct RowTime {
    std::optional<std::int64_t> datetime;
    std::optional<std::int64_t> start;  ///< all since 1970, in microseconds
    std::optional<std::int64_t> end;
    bool is_known() const { return datetime.has_value() || start.has_value() || end.has_value(); }
};
RowTime time_of(const json::Value& object);

/// The key's time and place.
RowKey key_of(const RowTime& time, const json::Value* bbox);

/// The metadata of stac-geoparquet, with these Collections.
std::string stac_metadata(std::string_view collection_id, const json::Value& collection);

/// The columns of the table of Collections, and one of them as a row: its members beside each other, its extent as
/// `bbox`, `geometry`, `start_datetime` and `end_datetime`, too.
std::vector<std::string> collection_columns();
void append_collection(const json::Value& collection, std::string& members);

/// `geometry` and `bbox`, null when there are none.
void append_place(const json::Value* geometry, const json::Value* bbox, std::string& members);

}  // namespace cairn::tables
