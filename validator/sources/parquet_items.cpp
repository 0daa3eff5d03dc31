#include "validator/sources/parquet_items.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

#include "base/interrupted.hpp"
#include "base/json/object_builder.hpp"
#include "base/json/write.hpp"
#include "base/parquet/file.hpp"
#include "validator/sources/spool.hpp"
#include "validator/sources/table_rows.hpp"
#include "validator/sources/wkb.hpp"

namespace cairn::validate {

namespace {

constexpr std::array<std::string_view, 9> k_members{"type", "stac_version", "stac_extensions", "id",    "collection",
                                                    "bbox", "geometry",     "links",           "assets"};
/// A property with the name of another member of Items.
constexpr std::string_view k_prefix = "properties:";

bool is_member(std::string_view name) { return std::find(k_members.begin(), k_members.end(), name) != k_members.end(); }

/// {"xmin": ..., "ymin": ..., ...} -> [xmin, ymin, ...].
json::Value box_of_row(json::Value box) {
    if (!box.IsObject()) return box;
    json::Value edges = json::array();
    for (const char* name : {"xmin", "ymin", "zmin", "xmax", "ymax", "zmax"}) {
        if (const json::Value* edge = json::find(box, name)) json::push(edges, json::clone(*edge));
    }
    return edges;
}

json::Value geometry_of_row(const json::Value& geometry) {
    if (!geometry.IsString()) return {};
    std::optional<json::Value> value = geometry_of_wkb(json::view(geometry));
    if (!value) throw std::runtime_error("a geometry is no well-known binary");
    return *std::move(value);
}

json::Value item_of_row(json::Value row) {
    json::ObjectBuilder item;
    json::ObjectBuilder properties;
    item.set("type", json::string("Feature"));
    for (auto& member : row.GetObject()) {
        const std::string_view name = json::view(member.name);
        if (name == "geometry") {
            item.set(name, geometry_of_row(member.value));
        } else if (member.value.IsNull() && name != "datetime") {
            continue;
        } else if (name == "bbox") {
            item.set(name, box_of_row(std::move(member.value)));
        } else if (is_member(name)) {
            item.set(name, std::move(member.value));
        } else if (name == "properties" && member.value.IsObject()) {  // those that have no column of their own
            for (auto& property : member.value.GetObject())
                properties.set(json::view(property.name), std::move(property.value));
        } else {
            const bool collided = name.starts_with(k_prefix);
            properties.set(collided ? name.substr(k_prefix.size()) : name, std::move(member.value));
        }
    }
    item.set("properties", std::move(properties).take());
    return std::move(item).take();
}

template <class T>
T expect(Outcome<T> outcome) {
    if (!outcome) throw std::runtime_error(outcome.problem().message);
    return *std::move(outcome);
}

}  // namespace

bool is_parquet(PositionedBytes& bytes) {
    std::array<std::byte, 4> magic{};
    return bytes.read(0, magic) == magic.size() &&
           std::string_view(reinterpret_cast<const char*>(magic.data()), magic.size()) == "PAR1";
}

std::unique_ptr<PositionedFile> lines_of_items(PositionedBytes& table, const std::atomic<bool>& stop) {
    parquet::FileLimits limits;
    limits.all_bytes = std::numeric_limits<std::int64_t>::max();  // row groups are read one by one
    parquet::File file = expect(parquet::File::open(table, limits, parquet::Tables::nested));
    const parquet::Footer& footer = file.footer();
    const std::vector<TableField> fields = fields_of(footer);
    const auto has = [&](std::string_view name) {
        return std::any_of(fields.begin(), fields.end(), [&](const TableField& field) { return field.name == name; });
    };
    if (!has("id") || !has("geometry"))
        throw std::runtime_error("found a table without the columns 'id' and 'geometry', expected one of Items");
    Spool spool;
    for (std::size_t group = 0; group < footer.groups.size(); ++group) {
        std::vector<parquet::ColumnValues> columns;
        for (std::size_t column = 0; column < footer.columns.size(); ++column) {
            leave_when(stop);
            columns.push_back(expect(file.read(group, column)));
        }
        TableRows rows(footer, fields, std::move(columns));
        for (std::int64_t row = 0; row < footer.groups[group].rows; ++row) {
            leave_when(stop);
            spool.append(json::write(item_of_row(rows.next())) + "\n");
        }
    }
    return spool.take();
}

}  // namespace cairn::validate
