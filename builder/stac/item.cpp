#include "builder/stac/item.hpp"

#include <algorithm>
#include <set>

#include "base/json/object_builder.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/config/template.hpp"
#include "builder/group/collection_runs.hpp"
#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/esgf.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/used.hpp"
#include "builder/stac/extensions/version.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/layout.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/series.hpp"
#include "builder/stac/store.hpp"
#include "builder/stac/texts.hpp"

namespace cairn {

namespace {

json::Value links_of(const std::string& title, const ItemPlace& place, std::string_view at, const Context& context) {
    const Linker& linker = context.linker;
    json::Value links = json::array();
    json::push(links, linker.link("root", at, layout::k_root_catalog, k_json, context.config.catalog_title));
    json::push(links, linker.link("parent", at, place.collection_document, k_json, place.collection_title));
    json::push(links, linker.link("collection", at, place.collection_document, k_json, place.collection_title));
    linker.add_self(links, place.document, at, k_geojson, title);
    return links;
}

void add_version_links(json::Value& links, const ItemVersions& versions, std::string_view at, const Linker& linker) {
    const auto add = [&](const char* rel, const std::optional<OtherVersion>& other) {
        if (other) json::push(links, linker.link(rel, at, other->document, k_geojson, "Version " + other->version));
    };
    add("predecessor-version", versions.predecessor);
    add("successor-version", versions.successor);
    add("latest-version", versions.latest);
}

/// All that is in it is gone, or it is an older version where these are not to be used.
bool is_deprecated(const ItemPlan& plan, const CollectionRule& rule, const ItemVersions& versions) {
    return (rule.version.deprecate_older && versions.latest.has_value()) || plan.is_deprecated;
}

bool is_retracted(const ItemPlan& plan, const Config& config) {
    return config.retracted != nullptr && config.retracted->contains(plan.id);
}

/// Hrefs in the list's link and asset are those of the item document; inside a page of items they start from the page.
AssetList seen_from(AssetList list, std::string_view at) {
    list.owner.document = std::string(at);
    return list;
}

/// A facet that all files shared until now can differ in the next: features have it all the same, or all of them would
/// change. Where the Item's id is made of it, it is the same for as long as there is an Item.
std::vector<std::string> facets_of_features(const ItemPlan& plan, const CollectionRule& rule) {
    std::set<std::string> names(plan.varying.begin(), plan.varying.end());
    const auto parsed = Template::parse(rule.item);
    const auto* pattern = std::get_if<Template>(&parsed);
    const auto of_id = pattern == nullptr ? std::vector<std::string>() : pattern->names();
    for (const auto& [name, value] : shown(plan.facets, rule)) {
        if (std::find(of_id.begin(), of_id.end(), name) == of_id.end()) names.insert(name);
    }
    return {names.begin(), names.end()};
}

extensions::EsgfItem known_to_esgf(const ItemPlan& plan, const ItemVersions& versions) {
    return {plan.cube, plan.size_bytes, !versions.latest.has_value(), plan.dates.created, plan.dates.updated};
}

}  // namespace

std::vector<std::string> item_notes(const ItemPlan& plan) {
    std::vector<std::string> notes = plan.notes;
    if (!plan.time.reason.empty()) notes.push_back("time: " + plan.time.reason);
    const std::string reason = has_geometry(plan.footprint) ? plan.footprint.reason : why_no_geometry(plan.footprint);
    if (!reason.empty()) notes.push_back("geometry: " + reason);
    return notes;
}

std::optional<AssetList> asset_list_of(const ItemPlan& plan, const CollectionRule& rule, const ItemPlace& place,
                                       const AssetRules& rules) {
    if (!need_a_list(plan.files.size(), rules)) return std::nullopt;
    AssetList list;
    // The title of an Item says what its files say: one more file would change it in every feature.
    list.owner = {plan.collection,        plan.id,     plan.id, place.document, place.collection_document,
                  place.collection_title, std::nullopt};
    if (plan.time.evidence == Evidence::configuration) list.owner.stated_time = plan.time.interval;
    list.folder = layout::asset_list_folder(place.document);
    list.entries = plan.files;
    list.facets = facets_of_features(plan, rule);
    return list;
}

json::Value item_document(const ItemPlan& plan, const CollectionRule& rule, const ItemPlace& place, std::string_view at,
                          const Context& context) {
    const std::string title = item_title(plan, rule);
    json::Value item = json::object();
    json::set(item, "type", "Feature");
    json::set(item, "stac_version", k_stac_version);
    json::set(item, "stac_extensions", json::array());
    json::set(item, "id", plan.id);
    json::set(item, "collection", plan.collection);
    set_geometry(item, plan.footprint);

    json::Value properties = json::object();
    json::set(properties, "title", title);
    set_texts(properties, plan, rule);
    set_time(properties, *plan.time.interval);
    if (!place.versions.version.empty()) json::set(properties, "version", place.versions.version);
    const bool is_withdrawn = is_retracted(plan, context.config);
    if (is_withdrawn || is_deprecated(plan, rule, place.versions))
        json::set(properties, "deprecated", json::boolean(true));
    if (is_withdrawn && rule.esgf != Esgf::none) json::set(properties, "retracted", json::boolean(true));
    set_facets(properties, shown(plan.facets, rule));
    set_stated_properties(properties, plan);
    set_notes(properties, item_notes(plan));
    if (plan.series) set_series(properties, *plan.series);
    extensions::add_schemes(properties, rule, context.config);
    extensions::add_standard_name(properties, plan.cube);
    extensions::add_datacube(properties, plan.cube, plan.temporal);
    if (plan.projection) extensions::add_projection(properties, *plan.projection);
    json::set(item, "properties", std::move(properties));

    json::Value links = links_of(title, place, at, context);
    add_version_links(links, place.versions, at, context.linker);
    add_citation_link(links, plan.description);
    json::ObjectBuilder assets;
    std::vector<InlineFile> inline_files;
    const auto list = asset_list_of(plan, rule, place, context.config.assets);
    if (list) {
        const AssetList seen = seen_from(*list, at);
        json::push(links, asset_list_link(seen, context));
        json::Value asset = asset_list_asset(seen, context);
        extensions::add_quantity(asset, plan.cube);
        assets.set("asset-list", std::move(asset));
    } else {
        for (const Entry* entry : plan.inline_files) {
            assets.set(entry->placement.asset, inline_asset(*entry, plan.varying, at, context));
            inline_files.push_back({entry->placement.asset, entry});
        }
    }
    if (plan.picture != nullptr)
        assets.set(plan.picture->placement.asset, inline_asset(*plan.picture, {}, at, context));
    add_stores(item, assets, links, plan.stores, inline_files, rule.stores, {place.document, at}, context);
    json::set(item, "links", std::move(links));
    json::set(item, "assets", std::move(assets).take());
    extensions::add_replicas(item, *json::find(item, "properties"), context.config);
    merge_template(item, rule.item_template, scope_of(rule, plan.facets));
    if (rule.esgf != Esgf::none) extensions::add_esgf(item, rule.esgf, known_to_esgf(plan, place.versions));
    if (!place.versions.version.empty()) extensions::list(item, extensions::k_version);
    extensions::list_used(item);
    return item;
}

}  // namespace cairn
