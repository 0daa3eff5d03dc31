#include "builder/tables/wkb.hpp"

#include <array>
#include <bit>

#include "base/parquet/values.hpp"

namespace cairn::tables {

namespace {

using parquet::append_little_endian;

/// By their numbers in WKB, from 1.
constexpr std::array<std::string_view, 6> k_types{"Point",      "LineString",      "Polygon",
                                                  "MultiPoint", "MultiLineString", "MultiPolygon"};

void append_head(std::size_t type, std::string& into) {
    into += '\x01';  // little-endian
    append_little_endian(into, type, 4);
}

bool append_position(const json::Value& position, std::string& into) {
    if (!position.IsArray() || position.Size() < 2) return false;
    for (rapidjson::SizeType i = 0; i < 2; ++i) {
        if (!position[i].IsNumber()) return false;
        append_little_endian(into, std::bit_cast<std::uint64_t>(position[i].GetDouble()), 8);
    }
    return true;
}

/// The count, and what `append` makes of each element.
template <class Append>
bool append_each(const json::Value& array, std::string& into, Append append) {
    if (!array.IsArray()) return false;
    append_little_endian(into, array.Size(), 4);
    for (const json::Value& element : array.GetArray())
        if (!append(element, into)) return false;
    return true;
}

bool append_line(const json::Value& line, std::string& into) { return append_each(line, into, append_position); }

bool append_geometry(std::size_t type, const json::Value& coordinates, std::string& into) {
    append_head(type, into);
    switch (type) {
        case 1:
            return append_position(coordinates, into);
        case 2:
            return append_line(coordinates, into);
        case 3:
            return append_each(coordinates, into, append_line);
        default:
            return append_each(coordinates, into, [type](const json::Value& part, std::string& bytes) {
                return append_geometry(type - 3, part, bytes);
            });
    }
}

}  // namespace

std::string wkb_of(const json::Value& geometry) {
    const std::string_view name = json::member_text(geometry, "type");
    const json::Value* coordinates = json::find(geometry, "coordinates");
    if (coordinates == nullptr) return {};
    for (std::size_t i = 0; i < k_types.size(); ++i) {
        if (k_types[i] != name) continue;
        std::string bytes;
        return append_geometry(i + 1, *coordinates, bytes) ? bytes : std::string();
    }
    return {};
}

std::string_view type_of_wkb(std::string_view wkb) {
    const auto type = wkb.size() > 1 ? static_cast<unsigned char>(wkb[1]) : 0U;
    return type >= 1 && type <= k_types.size() ? k_types[type - 1] : std::string_view();
}

}  // namespace cairn::tables
