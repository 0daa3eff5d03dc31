#include "builder/stac/collection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json/object_builder.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/group/collection_runs.hpp"
#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/used.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/layout.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/store.hpp"
#include "builder/stac/texts.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_largest_summary = 200;  ///< more distinct values of a facet say little and make the file long

json::Value extent_of(const CollectionPlan& plan, std::vector<std::string>& notes) {
    json::Value boxes = json::array();
    if (const std::optional<Box> box = hull(plan.summary.boxes)) {
        json::push(boxes, bbox_value(*box));
        if (plan.summary.without_box > 0) {
            notes.push_back(
                fmt::format("spatial extent: the place of {} datasets is not known; the box is that of the others",
                            plan.summary.without_box));
        }
    } else {
        // STAC requires a box here: the whole globe is the only one that cannot be wrong, and the note says that it is
        // no knowledge.
        json::push(boxes, bbox_value({LonInterval::full(), {-90, 90}}));
        notes.emplace_back(
            "spatial extent: unknown, no item has a geometry; the box of the whole globe stands in, as STAC requires "
            "one");
    }
    json::Value interval = json::array();
    if (plan.summary.interval.has_value()) {
        json::push(interval, json::string(to_rfc3339(plan.summary.interval->start)));
        json::push(interval, json::string(to_rfc3339(plan.summary.interval->end)));
    } else {
        json::push(interval, json::Value());
        json::push(interval, json::Value());
    }
    json::Value intervals = json::array();
    json::push(intervals, std::move(interval));
    json::Value spatial = json::object();
    json::set(spatial, "bbox", std::move(boxes));
    json::Value temporal = json::object();
    json::set(temporal, "interval", std::move(intervals));
    json::Value extent = json::object();
    json::set(extent, "spatial", std::move(spatial));
    json::set(extent, "temporal", std::move(temporal));
    return extent;
}

json::Value summaries_of(const CollectionSummary& summary, const CollectionRule& rule) {
    json::ObjectBuilder summaries;
    for (const auto& [name, values] : summary.facets) {
        if (is_shown(name, rule) && values.size() <= k_largest_summary) summaries.set(name, json::strings(values));
    }
    if (!summary.standard_names.empty() && summary.standard_names.size() <= k_largest_summary)
        summaries.set("cf:standard_name", json::strings(summary.standard_names));
    return std::move(summaries).take();
}

void add_links(json::Value& links, const CollectionPlan& plan, std::string_view at, const Context& context) {
    const Linker& linker = context.linker;
    const std::string title = collection_title(plan);
    json::push(links, linker.link("root", at, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links, linker.link("parent", at, layout::k_root_catalog, k_json, context.config.catalog_title));
    linker.add_self(links, plan.document, at, k_json, title);
    if (!plan.first_item_page.empty()) {
        json::push(links, linker.pages_link(Pages::items, at, plan.first_item_page, k_geojson,
                                            "Items (" + std::to_string(plan.items.size()) + ")"));
    }
    add_entry_links(links, plan.items, plan.partitions, partition_owner_of(plan), at, context);
}

/// Files without a time, which cannot be Items, and those of stores that are their Collection.
json::ObjectBuilder file_assets(json::Value& links, const CollectionPlan& plan, std::string_view at,
                                const Context& context) {
    json::ObjectBuilder assets;
    if (auto list = asset_list_of(plan, context.config.assets)) {
        list->owner.document = std::string(at);
        json::push(links, asset_list_link(*list, context));
        assets.set("asset-list", asset_list_asset(*list, context));
        return assets;
    }
    plan.own.files.for_each(0, plan.own.files.size(), [&](std::size_t i, const Entry& entry) {
        json::Value asset = inline_asset(entry, {}, at, context);
        set_facets(asset, shown(*entry.placement.facets, *plan.rule));
        std::vector<std::string> notes;
        if (!entry.granule.time.reason.empty()) notes.push_back("time: " + entry.granule.time.reason);
        if (!has_geometry(entry.granule.footprint)) {
            notes.push_back("geometry: " + why_no_geometry(entry.granule.footprint));
        }
        for (const std::string& note : notes) add_note(asset, note);
        assets.set(plan.own.file_ids[i], std::move(asset));
    });
    return assets;
}

/// Under its key, or the first with a number that no file of the Collection has.
void add_table(json::ObjectBuilder& assets, const TableAsset& table, std::string_view at, const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href", context.linker.href(at, table.path));
    json::set(asset, "type", k_parquet);
    json::set(asset, "title", table.title);
    json::set(asset, "description", table.description);
    json::set(asset, "roles", json::strings(table.roles));
    json::set(asset, "cairn:rows", json::integer(static_cast<std::int64_t>(table.rows)));
    if (table.time) {
        json::set(asset, "start_datetime", to_rfc3339(table.time->start));
        json::set(asset, "end_datetime", to_rfc3339(table.time->end));
    }
    std::string key = table.key;
    for (int number = 2; assets.contains(key); ++number) key = fmt::format("{}-{}", table.key, number);
    assets.set(key, std::move(asset));
}

void add_assets(json::Value& collection, json::Value& links, const CollectionPlan& plan, std::string_view at,
                const Context& context) {
    json::ObjectBuilder assets = file_assets(links, plan, at, context);
    const CollectionOwn& own = plan.own;
    const bool has_list = need_a_list(own.files.size(), context.config.assets);
    const std::vector<Entry> files = has_list || own.stores.empty() ? std::vector<Entry>() : own.files.read();
    std::vector<InlineFile> inline_files;
    for (std::size_t i = 0; i < files.size(); ++i) inline_files.push_back({own.file_ids[i], &files[i]});
    std::vector<const Entry*> stores;
    for (const auto& store : own.stores) stores.push_back(store.get());
    add_stores(collection, assets, links, stores, inline_files, plan.rule->stores, {plan.document, at}, context);
    for (const TableAsset& table : plan.tables) add_table(assets, table, at, context);
    if (!assets.empty()) json::set(collection, "assets", std::move(assets).take());
}

}  // namespace

PartitionOwner partition_owner_of(const CollectionPlan& plan) {
    return {plan.summary.id, fixed_title(*plan.rule, plan.summary.id),
            plan.document,   layout::collection_folder(plan.name),
            "item",          k_geojson,
            "Items"};
}

std::optional<AssetList> asset_list_of(const CollectionPlan& plan, const AssetRules& rules) {
    if (!need_a_list(plan.own.files.size(), rules)) return std::nullopt;
    AssetList list;
    const std::string title = fixed_title(*plan.rule, plan.summary.id);
    list.owner = {plan.summary.id, {}, title, plan.document, plan.document, title, std::nullopt};
    list.folder = layout::asset_list_folder(plan.document);
    list.entries = plan.own.files;
    list.ids = plan.own.file_ids;
    for (const auto& [name, values] : plan.summary.facets)
        if (is_shown(name, *plan.rule)) list.facets.push_back(name);
    return list;
}

json::Value collection_document(const CollectionPlan& plan, std::string_view at, const Context& context) {
    const CollectionRule& rule = *plan.rule;
    std::vector<std::string> notes = plan.notes;
    json::Value collection = json::object();
    json::set(collection, "type", "Collection");
    json::set(collection, "stac_version", k_stac_version);
    json::set(collection, "stac_extensions", json::array());
    json::set(collection, "id", plan.summary.id);
    json::set(collection, "title", collection_title(plan));
    set_texts(collection, plan);
    extensions::add_schemes(collection, rule, context.config);
    json::set(collection, "extent", extent_of(plan, notes));
    if (json::Value summaries = summaries_of(plan.summary, rule); !summaries.ObjectEmpty()) {
        json::set(collection, "summaries", std::move(summaries));
    }
    if (plan.summary.cube.has_value()) {
        extensions::add_datacube(collection, *plan.summary.cube, plan.summary.temporal);
    }
    set_notes(collection, notes);
    if (plan.summary.is_deprecated) json::set(collection, "deprecated", json::boolean(true));
    if (plan.item_assets.IsObject() && !plan.item_assets.ObjectEmpty())
        json::set(collection, "item_assets", json::clone(plan.item_assets));
    json::Value links = json::array();
    add_links(links, plan, at, context);
    add_citation_link(links, plan.summary.description);
    add_assets(collection, links, plan, at, context);
    json::set(collection, "links", std::move(links));
    extensions::add_replicas(collection, collection, context.config);
    merge_template(collection, rule.collection_template, scope_of(rule, plan.summary.shared_facets));
    extensions::list_used(collection);
    return collection;
}

}  // namespace cairn
