// The STAC objects of a document, with the members that rules look at found once for all of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/json/value.hpp"
#include "validator/document.hpp"
#include "validator/instants.hpp"
#include "validator/place.hpp"

namespace cairn::validate {

/// What an object is; `asset` is an entry of an asset list.
enum class ObjectKind { catalog, collection, item, asset };

/// What an object says of time in one place: the properties of an Item, or an asset. Absent or no RFC 3339: nullopt.
struct Times {
    std::optional<Microseconds> datetime, start, end, created, updated;
};
Times times_of(const json::Value& properties);

/// Whether a time from `start` to `end` has nothing to do with the interval of an Item: a day is allowed for zones and
/// calendars. False where the Item has no interval, or one that is upside down.
bool lies_apart(const Times& item, Microseconds start, Microseconds end);

/// The document itself, an Item or an entry of a page, or a Collection of a list. Members that are not there are null.
struct StacObject {
    const json::Value& value;
    ObjectKind kind;
    std::int64_t index = -1;  ///< in the array of its page; -1: the document itself
    const json::Value* properties = nullptr;
    const json::Value* geometry = nullptr;
    const json::Value* bbox = nullptr;
    const json::Value* assets = nullptr;
    const json::Value* links = nullptr;
    const json::Value* extent = nullptr;
    Times times = {};  ///< of the properties
    Place place = {};  ///< of geometry and bbox

    /// Where a part of it stands: "/features/3/bbox" for "/bbox".
    std::string pointer(std::string_view below) const;
    bool is_feature() const { return kind == ObjectKind::item || kind == ObjectKind::asset; }
};

/// Calls `visit` for each object, in the order of the document. What is no JSON object is passed over: a schema says
/// so.
void for_each_object(const json::Value& document, Kind kind, const std::function<void(const StacObject&)>& visit);

/// Calls `visit` with the fault of each box of the object and the box: the bbox of an Item, all of an extent. Those
/// without a fault, or not of the form of a box, are passed over.
void for_each_wrong_box(
    const StacObject& object,
    const std::function<void(BoxFault fault, const json::Value& box, const std::string& pointer)>& visit);

/// The two ends of each interval of a Collection's extent; an end that is null or no instant is nullopt.
using IntervalVisitor =
    std::function<void(std::optional<Microseconds> start, std::optional<Microseconds> end, std::size_t index)>;
void for_each_interval(const StacObject& collection, const IntervalVisitor& visit);

/// Calls `visit` with each asset of the object and its key. An entry of an asset list is its own asset, without a key.
void for_each_asset(const StacObject& object,
                    const std::function<void(const json::Value& asset, std::string_view key)>& visit);

/// Where an asset that for_each_asset names stands in its document.
std::string pointer_of_asset(const StacObject& object, std::string_view key);

}  // namespace cairn::validate
