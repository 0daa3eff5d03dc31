#include "builder/stac/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "base/json/parse.hpp"
#include "builder/config/clients.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/xarray_assets.hpp"
#include "builder/stac/extensions/zarr.hpp"
#include "builder/stac/icechunk.hpp"
#include "builder/stac/properties.hpp"
#include "builder/stac/store_href.hpp"

namespace cairn {

namespace {

std::string group_key(const Entry& store, const std::string& path, bool is_only_store) {
    std::string key = path.substr(path.starts_with("../") ? path.rfind('/') + 1 : 0);
    std::replace(key.begin(), key.end(), '/', '_');
    if (key.empty()) return store.placement.asset;
    return is_only_store ? key : store.placement.asset.str() + '_' + key;
}

std::string group_title(const Entry& store, const StoreGroup& group) {
    const StoreGroup* finest = finest_level(store);
    if (finest != nullptr && finest != &group && !group.title.empty())
        return fmt::format("{} ({})", group.title, group.path);  // all levels have the title of the whole
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
              store_media_type(store, group.follows_multiscales ? "multiscales" : "",
                               store_types_of(context.config.publish)));
    json::set(asset, "title", group_title(store, group));
    const StoreGroup* finest = finest_level(store);
    const bool is_overview = finest != nullptr && finest != &group;
    json::set(asset, "roles",
              json::strings(is_overview ? std::vector<std::string>{"overview"} : roles_of(store, context.config)));
    if (group.time && !is_only_store) set_known_time(asset, *group.time);
    add_dates(asset, store, context.config);
    const CollectionRule& rule = context.config.collections[store.placement.collection_rule];
    extensions::add_refs(asset, rule);
    if (rule.from_files.opening && !group.is_multiscale)
        extensions::add_open_arguments(asset, group.opening.get(), "zarr");
    if (is_archive(store)) extensions::add_file(asset, store);
    extensions::add_zarr_group(asset, store.granule.store()->traits.zarr_version, group.consolidated);
    if (group.gsd_m) json::set(asset, "gsd", plain_number(*group.gsd_m));
    if (group.projection != nullptr) extensions::add_projection(asset, *group.projection);
    extensions::add_quantity(asset, *group.cube);
    add_bands(asset, group.bands);
    extensions::add_datacube(asset, *group.cube, group.temporal);
    add_absence(asset, store);
    if (context.config.publish.zep8) add_pipelines(asset, store, {group.path}, document, context);
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
    json::set(result, "type", store_media_type(store, "", store_types_of(context.config.publish)));
    json::set(result, "variables", std::move(variables));
    return result;
}

bool has_data(const StoreGroup& group) {
    return std::any_of(group.cube->variables.begin(), group.cube->variables.end(),
                       [](const CubeVariable& variable) { return variable.is_data; });
}

}  // namespace

std::string store_media_type(const Entry& store, std::string_view profile, StoreTypes spelling) {
    if (is_icechunk(store)) return std::string(k_icechunk_type);
    if (spelling == StoreTypes::best_practice && store.granule.virtual_store() != nullptr)
        return std::string(k_kerchunk_type);
    const bool has_plus = spelling == StoreTypes::plus || spelling == StoreTypes::bare_plus;
    const std::string_view base = has_plus ? "application/vnd+zarr" : "application/vnd.zarr";
    if (spelling == StoreTypes::bare || spelling == StoreTypes::bare_plus) return std::string(base);
    std::string type = fmt::format("{}{}; version={}", base, is_archive(store) ? "+zip" : "",
                                   store.granule.store()->traits.zarr_version);
    if (!profile.empty()) type += fmt::format("; profile={}", profile);
    return type;
}

json::Value store_link(const Entry& store, std::string_view document, const Context& context) {
    const bool is_virtual = store.granule.virtual_store() != nullptr;
    json::Value link = json::object();
    json::set(link, "rel", "store");
    const StoreGroup* finest = is_virtual ? nullptr : finest_level(store);  // the folder around it is no store
    json::set(
        link, "href",
        finest == nullptr ? asset_href(store, document, context) : group_href(store, finest->path, document, context));
    json::set(link, "type",
              store_media_type(store, is_virtual ? "virtualizarr" : "", store_types_of(context.config.publish)));
    json::set(link, "title", (is_virtual ? "Virtual Zarr store " : "Zarr store ") + store.placement.asset_title.str());
    return link;
}

void set_stated_properties(json::Value& properties, const ItemPlan& plan) {
    if (plan.entry_count != 1 || plan.stores.empty()) return;
    const StorePart* store = plan.stores.front()->granule.store();
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
        if (is_one_asset(*store)) continue;
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
        if (is_one_asset(*store)) continue;
        for (const StoreGroup& group : store->granule.store()->groups) {
            if (has_data(group)) json::push(templates, link_template(*store, group, document, context));
        }
    }
    return templates;
}

}  // namespace cairn
