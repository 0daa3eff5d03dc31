#include "builder/stac/asset.hpp"

#include <algorithm>

#include "base/json/object_builder.hpp"
#include "builder/config/rule_scope.hpp"
#include "builder/group/facets.hpp"
#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/used.hpp"
#include "builder/stac/extensions/xarray_assets.hpp"
#include "builder/stac/geometry.hpp"
#include "builder/stac/properties.hpp"

namespace cairn {

namespace {

std::vector<std::string> notes_of(const Granule& granule, const AssetListOwner& owner) {
    std::vector<std::string> notes;
    if (!granule.time.interval.has_value() && owner.stated_time.has_value()) {
        notes.emplace_back("time: stated in the configuration for the whole item");
    } else if (!granule.time.reason.empty()) {
        notes.push_back("time: " + granule.time.reason);
    }
    if (!has_geometry(granule.footprint)) notes.push_back("geometry: " + why_no_geometry(granule.footprint));
    return notes;
}

/// Disks keep fractions differently; a second is what all have.
UtcInstant second_of(std::int64_t nanoseconds) {
    constexpr std::int64_t k_per_second = 1'000'000'000;
    const std::int64_t seconds = nanoseconds / k_per_second - (nanoseconds % k_per_second < 0 ? 1 : 0);
    return {seconds * 1'000'000};
}

/// What the rule's template of assets gives this one.
json::Value members_by_template(const Entry& entry, const Config& config) {
    const CollectionRule& rule = config.collections.at(entry.placement.collection_rule);
    if (!rule.asset_template.IsObject()) return {};
    const std::string& archive = archive_name(config, entry.source.archive);
    const Template::Lookup facets = lookup_in(*entry.placement.facets);
    return expanded_members(rule.asset_template, scope_of(rule, [&](std::string_view name) {
                                auto value = facets(name);
                                return value ? value : builtin_value(name, entry.source, archive);
                            }));
}

/// Members of an asset have their places in a feature: some of its own, the others among its properties.
void merge_into_feature(json::Value& feature, json::Value members) {
    if (!members.IsObject()) return;
    for (const auto& [name, of_feature] : {std::pair{"title", "title"}, {"roles", "roles"}, {"type", "media_type"}}) {
        json::Value* value = json::find(members, name);
        if (value == nullptr) continue;
        json::set(feature, of_feature, std::move(*value));
        json::remove(members, name);
    }
    json::merge(*json::find(feature, "properties"), members);
}

/// The alternates are those of the template and the replicas. Their extension is not listed: its schema wants `assets`
/// of each Feature.
void list_extensions(json::Value& feature, const Context& context) {
    json::Value& properties = *json::find(feature, "properties");
    json::Value alternates = json::object();
    if (json::Value* of_template = json::find(properties, "alternate")) {
        alternates = std::move(*of_template);
        json::remove(properties, "alternate");
    }
    const json::Value replicas =
        extensions::replicas_of(json::member_text(feature, "href"), properties, context.config);
    if (replicas.IsObject()) json::merge(alternates, replicas);
    extensions::list_used(feature);
    if (!alternates.IsObject() || !alternates.ObjectEmpty())
        json::set(properties, "alternate", std::move(alternates));
}

}  // namespace

std::string asset_href(const Entry& entry, std::string_view document, const Context& context) {
    return entry.href.empty() ? context.linker.file_href(document, entry.source.path) : entry.href;
}

std::string_view media_type_of(const Entry& entry) {
    if (entry.recorded != nullptr) return entry.recorded->media_type;
    return entry.media_type.empty() ? media_type_of(entry.source.format) : entry.media_type;
}

std::vector<std::string> roles_of(const Entry& entry, const Config& config) {
    std::vector<std::string> roles = config.collections.at(entry.placement.collection_rule).roles;
    if (entry.is_of_other_format()) roles = {std::string(entry.other_role)};
    if (entry.recorded != nullptr && !entry.recorded->roles.empty()) roles = entry.recorded->roles;
    const bool is_named = std::find(roles.begin(), roles.end(), "source") != roles.end();
    if (entry.referenced != nullptr && !is_named) roles.emplace_back("source");
    return roles;
}

void add_reference_coverage(json::Value& asset, const Entry& entry) {
    if (entry.referenced == nullptr) return;
    const SourceCoverage& coverage = *entry.referenced;
    if (coverage.bytes > 0) json::set(asset, "cairn:referenced_bytes", json::Value(coverage.bytes));
    if (coverage.parts.empty()) return;
    json::ObjectBuilder parts;
    for (const PartOfDimension& part : coverage.parts) {
        json::Value range = json::array();
        for (const auto& end : {part.minimum, part.maximum})
            json::push(range, end ? plain_number(*end) : json::Value());
        parts.set(part.dimension, std::move(range));
    }
    json::set(asset, "cairn:covers", std::move(parts).take());
}

void add_dates(json::Value& asset, const Entry& entry, const Config& config) {
    FileDates dates = entry.granule.dates;
    if (config.assets.modified && entry.source.stamp.modified_ns != 0)
        dates.updated = second_of(entry.source.stamp.modified_ns);
    if (dates.created) json::set(asset, "created", to_rfc3339(*dates.created));
    if (dates.updated) json::set(asset, "updated", to_rfc3339(*dates.updated));
}

void add_recorded(json::Value& asset, const Entry& entry) {
    if (entry.recorded == nullptr) return;
    const RecordedAsset& recorded = *entry.recorded;
    // The storage extension has had no place for it since v2.0.0, which took "storage:tier" out.
    if (!recorded.storage_class.empty()) json::set(asset, "cairn:storage_class", recorded.storage_class.str());
    if (!recorded.description.empty()) json::set(asset, "description", recorded.description);
}

void add_absence(json::Value& asset, const Entry& entry) {
    if (!entry.absence) return;
    if (entry.is_deprecated()) json::set(asset, "deprecated", json::boolean(true));
    add_note(asset, note_of(*entry.absence));
}

void add_access(json::Value& asset, const Entry& entry, const Config& config) {
    const CollectionRule& rule = config.collections[entry.placement.collection_rule];
    extensions::add_refs(asset, rule);
    if (rule.from_files.opening) extensions::add_open_arguments(asset, entry.granule.opening.get());
}

const std::optional<UtcInterval>& time_of(const Entry& entry, const AssetListOwner& owner) {
    return entry.granule.time.interval.has_value() ? entry.granule.time.interval : owner.stated_time;
}

json::Value inline_asset(const Entry& entry, const std::vector<std::string>& varying, std::string_view document,
                         const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href", asset_href(entry, document, context));
    json::set(asset, "type", media_type_of(entry));
    json::set(asset, "title", entry.placement.asset_title);
    json::set(asset, "roles", json::strings(roles_of(entry, context.config)));
    if (entry.granule.time.interval) set_known_time(asset, *entry.granule.time.interval);
    add_dates(asset, entry, context.config);
    add_access(asset, entry, context.config);
    extensions::add_file(asset, entry);
    add_recorded(asset, entry);
    add_reference_coverage(asset, entry);
    if (entry.granule.cube != nullptr) extensions::add_quantity(asset, *entry.granule.cube);
    set_facets(asset, *entry.placement.facets, varying);
    add_absence(asset, entry);
    if (json::Value members = members_by_template(entry, context.config); members.IsObject())
        json::merge(asset, members);
    return asset;
}

json::Value asset_feature(const Entry& entry, std::string_view id, const std::vector<std::string>& varying,
                          const AssetListOwner& owner, std::string_view page, const Context& context) {
    json::Value feature = json::object();
    json::set(feature, "type", "Feature");
    json::set(feature, "stac_version", k_stac_version);
    json::set(feature, "stac_extensions", json::array());
    json::set(feature, "id", id);
    if (!owner.item.empty()) json::set(feature, "item", owner.item);
    json::set(feature, "collection", owner.collection);
    json::set(feature, "href", asset_href(entry, page, context));
    json::set(feature, "title", entry.placement.asset_title);
    json::set(feature, "media_type", media_type_of(entry));
    json::set(feature, "roles", json::strings(roles_of(entry, context.config)));
    set_geometry(feature, entry.granule.footprint);

    json::Value properties = json::object();
    if (const std::optional<UtcInterval>& interval = time_of(entry, owner)) {
        set_time(properties, *interval);
    } else {
        json::set(properties, "datetime", json::Value());
    }
    add_dates(properties, entry, context.config);
    add_access(properties, entry, context.config);
    extensions::add_file(properties, entry);
    add_recorded(properties, entry);
    add_reference_coverage(properties, entry);
    set_facets(properties, *entry.placement.facets, varying);
    set_notes(properties, notes_of(entry.granule, owner));
    add_absence(properties, entry);
    json::set(feature, "properties", std::move(properties));

    merge_into_feature(feature, members_by_template(entry, context.config));

    const Linker& linker = context.linker;
    json::Value links = json::array();
    const std::string_view owner_type = owner.item.empty() ? k_json : k_geojson;
    if (!owner.item.empty()) json::push(links, linker.link("item", page, owner.document, owner_type, owner.title));
    json::push(links, linker.link("parent", page, owner.document, owner_type, owner.title));
    json::push(links, linker.link("collection", page, owner.collection_document, k_json, owner.collection_title));
    json::push(links, linker.link("root", page, "catalog.json", k_json, context.config.catalog_title));
    json::set(feature, "links", std::move(links));
    list_extensions(feature, context);
    return feature;
}

}  // namespace cairn
