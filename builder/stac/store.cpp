#include "builder/stac/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "base/json/parse.hpp"
#include "base/percent.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/zarr.hpp"
#include "builder/stac/properties.hpp"

namespace cairn {

namespace {

/// A store that is one file.
bool is_archive(const Entry& store) { return store.source.size_bytes > 0 && store.granule.virtual_store() == nullptr; }

/// A level of a pyramid that is a store of its own beside the others (interpret/stores/sibling_levels.hpp): "1.zarr",
/// or
/// "../base.zarr" for the finest.
bool is_sibling_level(const std::string& path) {
    constexpr std::string_view k_ending = ".zarr";
    if (path.starts_with("../")) return true;
    return path.ends_with(k_ending) && path.size() > k_ending.size() &&
           std::all_of(path.begin(), path.end() - k_ending.size(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The finest of such levels; nullptr where the store is none of them.
const StoreGroup* finest_sibling(const Entry& store) {
    const std::vector<StoreGroup>& groups = store.granule.store()->groups;
    const bool are_levels = !groups.empty() && std::all_of(groups.begin(), groups.end(), [](const StoreGroup& group) {
        return is_sibling_level(group.path);
    });
    return are_levels ? &groups.front() : nullptr;
}

/// Without the last component of `href` for each "../" that `below` begins with.
std::string joined_href(std::string href, std::string_view below) {
    for (; below.starts_with("../"); below.remove_prefix(3)) href.erase(std::min(href.rfind('/'), href.size()));
    return href + '/' + percent_encoded(below);
}

/// In a folder the group is a folder; in a zip archive it is a fragment of the file: the folder in the archive.
std::string group_href(const Entry& store, const std::string& path, std::string_view document, const Context& context) {
    const std::string href = asset_href(store, document, context);
    std::string inside = is_archive(store) ? store.granule.store()->traits.root : std::string();
    if (!inside.empty() && !path.empty()) inside += '/';
    inside += path;
    if (inside.empty()) return href;
    return is_archive(store) ? href + '#' + percent_encoded(inside) : joined_href(href, inside);
}

std::string group_key(const Entry& store, const std::string& path, bool is_only_store) {
    std::string key = path.substr(path.starts_with("../") ? path.rfind('/') + 1 : 0);
    std::replace(key.begin(), key.end(), '/', '_');
    if (key.empty()) return store.placement.asset;
    return is_only_store ? key : store.placement.asset.str() + '_' + key;
}

std::string group_title(const Entry& store, const StoreGroup& group) {
    if (!group.title.empty()) return group.title;
    if (group.path.empty()) return store.placement.asset_title;
    const bool says_all = group.bands.size() == 1 && !group.bands.front().description.empty();
    return says_all ? group.bands.front().description : group.path;
}

json::Value group_asset(const Entry& store, const StoreGroup& group, bool is_only_store, std::string_view document,
                        const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href", group_href(store, group.path, document, context));
    json::set(asset, "type",
              store_media_type(store, group.is_multiscale ? "multiscales" : "", context.config.publish.store_types));
    json::set(asset, "title", group_title(store, group));
    const StoreGroup* finest = finest_sibling(store);
    const bool is_overview = finest != nullptr && finest != &group;
    json::set(asset, "roles",
              json::strings(is_overview ? std::vector<std::string>{"overview"} : roles_of(store, context.config)));
    if (group.time && !is_only_store) set_known_time(asset, *group.time);
    if (is_archive(store)) extensions::add_file(asset, store.source);
    extensions::add_zarr_group(asset, store.granule.store()->traits, group.path.empty());
    if (group.gsd_m) json::set(asset, "gsd", plain_number(*group.gsd_m));
    if (group.projection != nullptr) extensions::add_projection(asset, *group.projection);
    extensions::add_cf_parameters(asset, *group.cube);
    add_bands(asset, group.bands);
    extensions::add_datacube(asset, *group.cube, group.temporal);
    return asset;
}

/// One variable of a template: a text, one of these.
json::Value choice(const char* description, const std::vector<std::string>& values) {
    json::Value result = json::object();
    json::set(result, "description", description);
    json::set(result, "type", "string");
    json::set(result, "enum", json::strings(values));
    return result;
}

json::Value link_template(const Entry& store, const StoreGroup& group, std::string_view document,
                          const Context& context) {
    std::vector<std::string> names;
    for (const CubeVariable& variable : group.cube->variables) {
        if (variable.is_data) names.push_back(variable.name);
    }
    json::Value variables = json::object();
    std::string path = "/{variable}";
    if (!group.levels.empty()) {
        json::set(variables, "level", choice("Resolution; not every variable is in each", group.levels));
        path = "/{level}/{variable}";
    }
    json::set(variables, "variable", choice("Name of a variable of the group", names));
    json::Value result = json::object();
    json::set(result, "rel", "data-variable");
    json::set(result, "title", "Variables of " + group_title(store, group));
    std::string href = group_href(store, group.path, document, context);
    if (is_archive(store) && href.find('#') == std::string::npos) path.front() = '#';
    json::set(result, "uriTemplate", href + path);
    json::set(result, "type", store_media_type(store, "", context.config.publish.store_types));
    json::set(result, "variables", std::move(variables));
    return result;
}

/// References are one asset, so the bands of all groups are its own, with paths below the root as names.
std::vector<Band> bands_of_all_groups(const StorePart& store) {
    std::vector<Band> bands;
    for (const StoreGroup& group : store.groups) {
        for (Band band : group.bands) {
            if (!group.path.empty()) band.name = group.path + '/' + band.name;
            bands.push_back(std::move(band));
        }
    }
    return bands;
}

/// "vrt:hrefs": the files beside the references that these refer to.
json::Value source_hrefs(const Entry& store, std::span<const InlineFile> files, std::string_view document,
                         const Context& context) {
    json::Value hrefs = json::array();
    if (files.empty()) return hrefs;
    std::set<const SourceCoverage*> sources;
    for (const auto& source : store.granule.virtual_store()->sources) sources.insert(source.get());
    for (const InlineFile& file : files) {
        if (!sources.contains(file.entry->referenced.get())) continue;
        json::Value href = json::object();
        json::set(href, "key", file.key);
        json::set(href, "href", asset_href(*file.entry, document, context));
        json::push(hrefs, std::move(href));
    }
    return hrefs;
}

bool has_data(const StoreGroup& group) {
    return std::any_of(group.cube->variables.begin(), group.cube->variables.end(),
                       [](const CubeVariable& variable) { return variable.is_data; });
}

}  // namespace

std::string store_media_type(const Entry& store, std::string_view profile, StoreTypes spelling) {
    const std::string_view base = spelling == StoreTypes::plus ? "application/vnd+zarr" : "application/vnd.zarr";
    if (spelling == StoreTypes::bare) return std::string(base);
    std::string type = fmt::format("{}{}; version={}", base, is_archive(store) ? "+zip" : "",
                                   store.granule.store()->traits.zarr_version);
    if (!profile.empty()) type += fmt::format("; profile={}", profile);
    return type;
}

json::Value store_link(const Entry& store, std::string_view document, const Context& context) {
    const bool is_virtual = store.granule.virtual_store() != nullptr;
    json::Value link = json::object();
    json::set(link, "rel", "store");
    const StoreGroup* finest = is_virtual ? nullptr : finest_sibling(store);  // the folder around it is no store
    json::set(
        link, "href",
        finest == nullptr ? asset_href(store, document, context) : group_href(store, finest->path, document, context));
    json::set(link, "type",
              store_media_type(store, is_virtual ? "virtualizarr" : "", context.config.publish.store_types));
    json::set(link, "title", (is_virtual ? "Virtual Zarr store " : "Zarr store ") + store.placement.asset_title.str());
    return link;
}

void set_stated_properties(json::Value& properties, const ItemPlan& plan) {
    if (plan.entries.size() != 1) return;
    const StorePart* store = plan.entries.front()->granule.store();
    if (store == nullptr || store->stated_properties.empty()) return;
    auto parsed = json::parse(store->stated_properties);
    auto* stated = std::get_if<json::Value>(&parsed);
    if (stated == nullptr || !stated->IsObject()) return;
    for (auto& member : stated->GetObject()) {
        const std::string_view name = json::view(member.name);
        if (json::find(properties, name) == nullptr) json::set(properties, name, std::move(member.value));
    }
}

std::vector<GroupAsset> group_assets(std::span<const Entry* const> stores, std::string_view document,
                                     const Context& context) {
    std::vector<GroupAsset> assets;
    std::set<std::string> taken;
    std::map<std::string, int> numbers;  // the next to be tried behind a key that is wanted again
    const bool is_only_store = stores.size() == 1;
    for (const Entry* store : stores) {
        if (store->granule.virtual_store() != nullptr) continue;
        for (const StoreGroup& group : store->granule.store()->groups) {
            const std::string wanted = group_key(*store, group.path, is_only_store);
            std::string key = wanted;  // "a/b" and "a_b" want the same
            for (int& number = numbers.try_emplace(wanted, 2).first->second; !taken.insert(key).second; ++number)
                key = fmt::format("{}-{}", wanted, number);
            assets.push_back({std::move(key), group_asset(*store, group, is_only_store, document, context)});
        }
    }
    return assets;
}

json::Value link_templates(std::span<const Entry* const> stores, std::string_view document, const Context& context) {
    json::Value templates = json::array();
    for (const Entry* store : stores) {
        if (store->granule.virtual_store() != nullptr) continue;
        for (const StoreGroup& group : store->granule.store()->groups) {
            if (has_data(group)) json::push(templates, link_template(*store, group, document, context));
        }
    }
    return templates;
}

json::Value reference_asset(const Entry& store, std::span<const InlineFile> files, std::string_view document,
                            const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href", asset_href(store, document, context));
    json::set(asset, "type", media_type_of(store));
    json::set(asset, "title", store.placement.asset_title);
    json::set(asset, "roles", json::strings({"references", "index", "virtual"}));
    extensions::add_file(asset, store.source);
    if (store.granule.projection != nullptr) extensions::add_projection(asset, *store.granule.projection);
    extensions::add_cf_parameters(asset, *store.granule.cube);
    add_bands(asset, bands_of_all_groups(*store.granule.store()));
    extensions::add_datacube(asset, *store.granule.cube, store.granule.temporal);
    json::Value hrefs = source_hrefs(store, files, document, context);
    if (!hrefs.Empty()) json::set(asset, "vrt:hrefs", std::move(hrefs));
    return asset;
}

void add_stores(json::Value& document, json::ObjectBuilder& assets, json::Value& links,
                std::span<const Entry* const> stores, std::span<const InlineFile> files, const StoreRules& rules,
                std::string_view at, const Context& context) {
    const auto add = [&](const std::string& wanted, json::Value asset) {
        std::string key = wanted;
        for (int number = 2; assets.contains(key); ++number) key = fmt::format("{}-{}", wanted, number);
        assets.set(key, std::move(asset));
    };
    for (const Entry* store : stores) {
        json::push(links, store_link(*store, at, context));
        if (store->granule.virtual_store() != nullptr)
            add(store->placement.asset, reference_asset(*store, files, at, context));
    }
    for (GroupAsset& group : group_assets(stores, at, context)) add(group.key, std::move(group.asset));
    if (!rules.link_templates) return;
    json::Value templates = link_templates(stores, at, context);
    if (!templates.Empty()) json::set(document, "linkTemplates", std::move(templates));
}

}  // namespace cairn
