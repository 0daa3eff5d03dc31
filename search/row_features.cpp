#include "search/row_features.hpp"

#include "base/rfc3339.hpp"

namespace cairn::search {

using parquet::Meaning;
using parquet::Physical;

bool RowFeatures::use(std::optional<Leaf>& leaf, const char* path, Physical type, Meaning meaning) {
    leaf = m_file->leaf(path);
    if (!leaf) return true;
    const parquet::Column& column = m_file->column(*leaf);
    m_leaves.push_back(*leaf);
    return column.type == type && column.meaning == meaning;
}

std::optional<RowFeatures> RowFeatures::of(const TableFile& file, const Links& links, const std::string& collection,
                                           Detail detail) {
    RowFeatures features(file, links, collection, detail);
    Columns& columns = features.m_columns;
    const auto text = [&](std::optional<Leaf>& leaf, const char* path) {
        return features.use(leaf, path, Physical::byte_array, Meaning::text);
    };
    const auto time = [&](std::optional<Leaf>& leaf, const char* path) {
        return features.use(leaf, path, Physical::int64, Meaning::timestamp_us);
    };
    const auto degrees = [&](std::optional<Leaf>& leaf, const char* path) {
        return features.use(leaf, path, Physical::float64, Meaning::plain);
    };
    bool is_usable = text(columns.item, "item") && text(columns.id, "id") && text(columns.href, "href") &&
                     time(columns.start, "start_datetime") && time(columns.end, "end_datetime") &&
                     features.use(columns.listed, "listed", Physical::boolean, Meaning::plain) && columns.item &&
                     columns.id && columns.href && columns.start && columns.end && columns.listed;
    if (detail == Detail::row) {
        is_usable = is_usable && text(columns.type, "type") && text(columns.title, "title") &&
                    text(columns.roles, "roles.list.element") &&
                    features.use(columns.size, "file:size", Physical::int64, Meaning::plain) &&
                    text(columns.checksum, "file:checksum") && degrees(columns.west, "bbox.xmin") &&
                    degrees(columns.south, "bbox.ymin") && degrees(columns.east, "bbox.xmax") &&
                    degrees(columns.north, "bbox.ymax");
    }
    if (!is_usable || detail == Detail::document) return std::nullopt;
    return features;
}

std::optional<Position> RowFeatures::position(TableRows& rows, std::size_t row) const {
    const auto item = rows.text(*m_columns.item, row);
    if (!item) return std::nullopt;
    Position position;
    position.collection = m_collection;
    position.item = *item;
    position.is_listed = rows.integer(*m_columns.listed, row).value_or(0) != 0;
    position.asset = rows.text(*m_columns.id, row).value_or("");
    const auto start = rows.integer(*m_columns.start, row);
    const auto end = rows.integer(*m_columns.end, row);
    position.has_time = start || end;
    if (!position.has_time) return position;
    position.start = start.value_or(TimeSpan::k_open_start);
    position.end = end.value_or(TimeSpan::k_open_end);
    return position;
}

json::Value RowFeatures::feature(TableRows& rows, std::size_t row) const {
    json::Value feature = json::object();
    const auto set_text = [&](const char* name, const std::optional<Leaf>& leaf, json::Value& object) {
        const auto text = leaf ? rows.text(*leaf, row) : std::nullopt;
        if (text) json::set(object, name, json::string(*text));
    };
    if (const auto href = rows.text(*m_columns.href, row))
        json::set(feature, "href", json::string(m_links->href_of(m_file->key(), *href)));
    if (m_detail == Detail::address) return feature;
    json::set(feature, "collection", m_collection);
    set_text("item", m_columns.item, feature);
    set_text("id", m_columns.id, feature);
    set_text("title", m_columns.title, feature);
    set_text("media_type", m_columns.type, feature);
    if (m_columns.roles) json::set(feature, "roles", rows.value(*m_columns.roles, row));
    json::Value properties = json::object();
    set_text("file:checksum", m_columns.checksum, properties);
    const auto size = m_columns.size ? rows.integer(*m_columns.size, row) : std::nullopt;
    if (size) json::set(properties, "file:size", json::Value(*size));
    for (const auto& [name, leaf] : {std::pair("start_datetime", m_columns.start), {"end_datetime", m_columns.end}})
        if (const auto time = rows.integer(*leaf, row)) json::set(properties, name, json::string(rfc3339_of(*time)));
    json::set(feature, "properties", std::move(properties));
    if (!m_columns.west || !m_columns.south || !m_columns.east || !m_columns.north) return feature;
    json::Value bbox = json::array();
    for (const auto& leaf : {m_columns.west, m_columns.south, m_columns.east, m_columns.north})
        if (const auto edge = rows.number(*leaf, row)) json::push(bbox, json::Value(*edge));
    if (bbox.Size() == 4) json::set(feature, "bbox", std::move(bbox));
    return feature;
}

}  // namespace cairn::search
