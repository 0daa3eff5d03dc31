#include "builder/tables/collection_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json/write.hpp"
#include "builder/model/instant.hpp"
#include "builder/stac/layout.hpp"
#include "builder/tables/item_rows.hpp"

namespace cairn::tables {

namespace {

/// Assets that stand in a document come behind those of its list.
constexpr std::uint32_t k_first_inline = 1U << 31;
/// The Collection's own assets come behind those of Items.
constexpr std::uint32_t k_own = UINT32_MAX;

/// An Item is some kilobytes, of which a search for one reads a group or a page.
Table::Layout item_layout() {
    Table::Layout layout;
    layout.group_rows = 4096;
    layout.page_rows = 512;
    return layout;
}

Table::Layout asset_layout(std::string relative_to) {
    Table::Layout layout;
    layout.relative_to = std::move(relative_to);
    layout.sorted_by = "start_datetime";
    return layout;
}

json::Value bare_collection(const std::string& id) {
    json::Value collection = json::object();
    json::set(collection, "type", "Collection");
    json::set(collection, "id", id);
    return collection;
}

}  // namespace

CollectionTables::CollectionTables(std::string id, std::string name, std::size_t most_rows)
    : m_id(std::move(id)),
      m_name(std::move(name)),
      m_most_rows(most_rows),
      m_items(item_columns()),
      m_assets(asset_columns()) {
    m_own = shared(bare_collection(m_id), k_own);
}

SharedOwner CollectionTables::shared(const json::Value& document, std::uint32_t number) {
    SharedOwner shared{owner_of(document), number, Table::k_nothing_shared};
    shared.shared = m_assets.share(shared.owner.shared);
    const std::lock_guard lock(m_mutex);
    for (std::string& name : shared.owner.not_inherited) m_not_inherited.insert(std::move(name));
    shared.owner.not_inherited.clear();
    return shared;
}

SharedOwner CollectionTables::add_item(std::uint32_t number, const json::Value& item) {
    std::string members;
    append_item(item, members);
    const json::Value* properties = json::find(item, "properties");
    const RowTime time = properties == nullptr ? RowTime() : time_of(*properties);
    RowKey key = key_of(time, json::find(item, "bbox"));
    key.document = number;
    ++(time.start ? m_intervals : m_instants);
    m_items.add(key, k_no_time, 0, members);
    SharedOwner owner = shared(item, number);
    add_inline(owner, item);
    return owner;
}

void CollectionTables::add_inline(const SharedOwner& owner, const json::Value& document) {
    const json::Value* assets = json::find(document, "assets");
    if (assets == nullptr || !assets->IsObject()) return;
    std::uint32_t number = k_first_inline;
    for (const auto& member : assets->GetObject()) {
        if (!member.value.IsObject() || is_asset_list(member.value)) continue;
        AssetRow row = inline_row(json::view(member.name), member.value, owner.owner);
        row.key.document = owner.document;
        row.key.number = number++;
        m_assets.add(row.key, row.end_us, row.hash, row.members, owner.shared);
    }
}

void CollectionTables::add_listed(const SharedOwner& owner, std::size_t number, const json::Value& feature,
                                  std::string_view page) {
    AssetRow row = listed_row(feature, owner.owner, page, layout::collection_folder(m_name));
    row.key.document = owner.document;
    row.key.number = static_cast<std::uint32_t>(number);
    m_assets.add(row.key, row.end_us, row.hash, row.members, owner.shared);
}

void CollectionTables::add_collection(const json::Value& collection) { add_inline(m_own, collection); }

/// As pages of asset lists are, by the start of the first; with the hash of its ids where the asset before it begins
/// then, too. Ids alone could be those of assets of several Items.
std::string CollectionTables::part_name(std::size_t begin) {
    const std::int64_t start = m_assets.row(begin).key.start_us;
    const std::string name = start == k_no_time ? "undated" : to_basic_format({start});
    const bool is_first = begin == 0 || m_assets.row(begin - 1).key.start_us != start;
    return is_first ? name : fmt::format("{}-{:016x}", name, m_assets.row(begin).hash);
}

void CollectionTables::cut() {
    m_assets.sort();
    if (m_assets.size() == 0) return;
    if (m_assets.size() <= m_most_rows) {
        m_parts.push_back({0, m_assets.size(), layout::assets_table(m_name)});
        return;
    }
    for (const std::size_t begin : m_assets.parts(m_most_rows)) {
        if (!m_parts.empty()) m_parts.back().end = begin;
        m_parts.push_back({begin, m_assets.size(), layout::assets_part(m_name, part_name(begin))});
    }
}

/// How many rows a part has, and the hull of their times, so that who searches need not open all parts.
void CollectionTables::describe(const Part& part, TableAsset& asset) {
    asset.rows = part.end - part.begin;
    UtcInterval hull{{k_no_time}, {INT64_MIN}};
    for (std::size_t row = part.begin; row < part.end; ++row) {
        const std::int64_t start = m_assets.row(row).key.start_us;
        const std::int64_t end = m_assets.row(row).end_us;
        if ((start == k_no_time) != (end == k_no_time)) return;  // an open end
        if (start == k_no_time) continue;
        hull = {std::min(hull.start, UtcInstant{start}), std::max(hull.end, UtcInstant{end})};
    }
    if (hull.start <= hull.end) asset.time = hull;
}

std::vector<TableAsset> CollectionTables::assets() {
    cut();
    m_items.sort();
    std::vector<TableAsset> tables;
    if (m_items.size() > 0) {
        tables.push_back({"items",
                          layout::items_table(m_name),
                          "Items as a table (stac-geoparquet)",
                          "All Items in the order of time, and of one time along the Hilbert curve of their places.",
                          {"collection-mirror"},
                          m_items.size(),
                          std::nullopt});
    }
    for (const Part& part : m_parts) {
        const std::string name = part.path.substr(part.path.rfind('/') + 1);
        const bool is_whole = m_parts.size() == 1;
        const std::string stem = name.substr(0, name.rfind('.'));
        tables.push_back({is_whole ? "assets" : "assets-" + stem,
                          part.path,
                          is_whole ? "Assets as a table" : "Assets as a table, from " + stem,
                          "All assets of the Items and of the Collection, a row each, in the order of time, and of one "
                          "time along the Hilbert curve of their places.",
                          {"asset-mirror"},
                          0,
                          std::nullopt});
        describe(part, tables.back());
    }
    return tables;
}

/// Only where it rises in all rows.
std::string CollectionTables::items_sorted_by() const {
    if (m_instants == 0) return "start_datetime";
    return m_intervals == 0 ? "datetime" : "";
}

/// The key `cairn` of the metadata of tables of assets: searches know by it what rows do not say.
std::string CollectionTables::about_rows() const {
    json::Value about = json::object();
    json::set(about, "not_inherited", json::strings({m_not_inherited.begin(), m_not_inherited.end()}));
    return json::write(about);
}

void CollectionTables::write(const json::Value& collection, const FileSink& sink) {
    const auto take = [&sink](const std::string& path) {
        return [&sink, path](std::string_view bytes) { sink(path, bytes); };
    };
    if (m_items.size() > 0) {
        Table::Layout layout = item_layout();
        layout.sorted_by = items_sorted_by();
        m_items.write_file(0, m_items.size(), layout, {{"stac-geoparquet", stac_metadata(m_id, collection)}},
                           take(layout::items_table(m_name)));
    }
    for (const Part& part : m_parts) {
        const Table::Layout layout = asset_layout(m_parts.size() == 1 ? "" : "../");
        m_assets.write_file(part.begin, part.end, layout, {{"cairn", about_rows()}}, take(part.path));
    }
}

CollectionsTable::CollectionsTable() : m_table(collection_columns()) {}

void CollectionsTable::add(const json::Value& collection) {
    std::string members;
    append_collection(collection, members);
    RowKey key;
    key.start_us = 0;  // in the order of ids: they are few, and are looked up by them
    key.document = static_cast<std::uint32_t>(m_table.size());
    m_table.add(key, k_no_time, 0, members);
}

void CollectionsTable::write(const std::string& path, const FileSink& sink) {
    m_table.sort();
    Table::Layout layout = item_layout();
    layout.sorted_by = "id";
    m_table.write_file(0, m_table.size(), layout, {}, [&](std::string_view bytes) { sink(path, bytes); });
}

}  // namespace cairn::tables
