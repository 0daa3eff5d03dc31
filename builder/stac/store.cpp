#include "builder/stac/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "base/json/parse.hpp"
#include "base/json/pointer.hpp"
#include "base/percent.hpp"
#include "builder/config/clients.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/storage.hpp"
#include "builder/stac/extensions/xarray_assets.hpp"
#include "builder/stac/extensions/zarr.hpp"
#include "builder/stac/icechunk.hpp"
#include "builder/stac/properties.hpp"

namespace cairn {

namespace {

/// A store that is one file.
bool is_archive(const Entry& store) { return store.source.size_bytes > 0 && store.granule.virtual_store() == nullptr; }

/// A level of a pyramid that is a store of its own beside the others (interpret/stores/sibling_levels.hpp):
/// "1.zarr", or "../base.zarr" for the finest.
bool is_sibling_level(const std::string& path) {
    constexpr std::string_view k_ending = ".zarr";
    if (path.starts_with("../")) return true;
    return path.ends_with(k_ending) && path.size() > k_ending.size() &&
           std::all_of(path.begin(), path.end() - k_ending.size(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The finest of such levels; nullptr where the store is none of them. Asked for each group: the first and the last
/// tell.
const StoreGroup* finest_sibling(const Entry& store) {
    const std::vector<StoreGroup>& groups = store.granule.store()->groups;
    const bool are_levels =
        !groups.empty() && is_sibling_level(groups.front().path) && is_sibling_level(groups.back().path);
    return are_levels ? &groups.front() : nullptr;
}

/// Without the last component of `href` for each "../" that `below` begins with.
std::string joined_href(std::string href, std::string_view below) {
    for (; below.starts_with("../"); below.remove_prefix(3)) href.erase(std::min(href.rfind('/'), href.size()));
    return href + '/' + percent_encoded(below);
}

/// A store without a folder for each group: references and Icechunk repositories.
bool is_one_asset(const Entry& store) { return store.granule.virtual_store() != nullptr || is_icechunk(store); }

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
    const StoreGroup* finest = finest_sibling(store);
    if (finest != nullptr && finest != &group && !group.title.empty())
        return fmt::format("{} ({})", group.title, group.path);  // all levels have the title of the whole
    if (!group.title.empty()) return group.title;
    if (group.path.empty()) return store.placement.asset_title;
    const bool says_all = group.bands.size() == 1 && !group.bands.front().description.empty();
    return says_all ? group.bands.front().description : group.path;
}

/// The address of a group as a URL pipeline: where the bytes are, what holds the store, the group in it, and the
/// format.
std::string pipeline_of(const Entry& store, const std::string& group, std::string_view document,
                        const Context& context) {
    const StoreTraits& traits = store.granule.store()->traits;
    const auto in_folder = [](const std::string& path) {
        return path.empty() ? std::string() : percent_encoded(path) + '/';
    };
    std::string url = asset_href(store, document, context);
    if (is_icechunk(store)) {
        url += "/|icechunk:@branch.main/";
    } else if (is_archive(store)) {
        url += "|zip:" + in_folder(traits.root);
    } else {
        url += '/';
    }
    return url + in_folder(group) + fmt::format("|zarr{}:", traits.zarr_version);
}

/// As alternates: '|' may not stand in an href, which is a URI reference, and clients that know no pipelines keep
/// theirs. `groups`: paths.
void add_pipelines(json::Value& asset, const Entry& store, const std::vector<std::string>& groups,
                   std::string_view document, const Context& context) {
    json::ObjectBuilder alternates;
    for (const std::string& group : groups) {
        json::Value alternate = json::object();
        json::set(alternate, "href", pipeline_of(store, group, document, context));
        json::set(alternate, "title", group.empty() ? "URL pipeline" : "URL pipeline of " + group);
        json::set(alternate, "alternate:name", "ZEP 8");
        alternates.set(group.empty() ? "zep8" : "zep8:" + group, std::move(alternate));
    }
    if (!alternates.empty()) json::set(asset, "alternate", std::move(alternates).take());
}

std::vector<std::string> paths_of(const std::vector<StoreGroup>& groups) {
    std::vector<std::string> paths{""};
    for (const StoreGroup& group : groups) {
        if (!group.path.empty()) paths.push_back(group.path);
    }
    return paths;
}

json::Value group_asset(const Entry& store, const StoreGroup& group, bool is_only_store, std::string_view document,
                        const Context& context) {
    json::Value asset = json::object();
    json::set(asset, "href", group_href(store, group.path, document, context));
    json::set(asset, "type",
              store_media_type(store, group.follows_multiscales ? "multiscales" : "",
                               store_types_of(context.config.publish)));
    json::set(asset, "title", group_title(store, group));
    const StoreGroup* finest = finest_sibling(store);
    const bool is_overview = finest != nullptr && finest != &group;
    json::set(asset, "roles",
              json::strings(is_overview ? std::vector<std::string>{"overview"} : roles_of(store, context.config)));
    if (group.time && !is_only_store) set_known_time(asset, *group.time);
    add_dates(asset, store, context.config);
    const CollectionRule& rule = context.config.collections[store.placement.collection_rule];
    extensions::add_refs(asset, rule);
    if (rule.from_files.opening && !group.is_multiscale)
        extensions::add_open_arguments(asset, group.opening.get(), "zarr");
    if (is_archive(store)) extensions::add_file(asset, store.source);
    extensions::add_zarr_group(asset, store.granule.store()->traits.zarr_version, group.consolidated);
    if (group.gsd_m) json::set(asset, "gsd", plain_number(*group.gsd_m));
    if (group.projection != nullptr) extensions::add_projection(asset, *group.projection);
    extensions::add_quantity(asset, *group.cube);
    add_bands(asset, group.bands);
    extensions::add_datacube(asset, *group.cube, group.temporal);
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

/// "vrt:hrefs" of one asset: a URI whose fragment is a JSON pointer into the document that holds it. A bare fragment
/// fits both alternatives of the extension's schema, of which exactly one must fit, and so fails it.
json::Value asset_pointer(std::string_view key, const Place& place, const Context& context) {
    json::Value href = json::object();
    json::set(href, "key", key);
    json::set(href, "href",
              context.linker.href(place.at, place.document) + '#' + percent_encoded(json::child("/assets", key)));
    return href;
}

/// Names of the files beside the references that these refer to.
json::Value source_pointers(const Entry& store, std::span<const InlineFile> files, const Place& place,
                            const Context& context) {
    json::Value hrefs = json::array();
    if (files.empty()) return hrefs;
    std::set<const SourceCoverage*> sources;
    for (const auto& source : store.granule.virtual_store()->sources) sources.insert(source.get());
    for (const InlineFile& file : files) {
        if (sources.contains(file.entry->referenced.get())) json::push(hrefs, asset_pointer(file.key, place, context));
    }
    return hrefs;
}

/// The folder that virtual chunks lie in, as an asset: clients ask for it before they allow reads outside of the
/// repository.
json::Value source_folder_asset(const Entry& store, const std::string& folder) {
    json::Value asset = json::object();
    json::set(asset, "href", folder);
    json::set(asset, "title", "Folder of the files that " + store.placement.asset_title.str() + " refers to");
    json::set(asset, "roles", json::strings({"data", "source"}));
    return asset;
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
    const StoreGroup* finest = is_virtual ? nullptr : finest_sibling(store);  // the folder around it is no store
    json::set(
        link, "href",
        finest == nullptr ? asset_href(store, document, context) : group_href(store, finest->path, document, context));
    json::set(link, "type",
              store_media_type(store, is_virtual ? "virtualizarr" : "", store_types_of(context.config.publish)));
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

namespace {

/// The asset of a store that is one asset, without what it says of other assets.
json::Value whole_store_asset(const Entry& store, const Place& place, const Context& context) {
    const StoreTraits& traits = store.granule.store()->traits;
    json::Value asset = json::object();
    json::set(asset, "href", asset_href(store, place.at, context));
    const bool is_spelled = is_icechunk(store) || store_types_of(context.config.publish) == StoreTypes::best_practice;
    json::set(asset, "type",
              is_spelled ? store_media_type(store, "", StoreTypes::best_practice) : std::string(media_type_of(store)));
    json::set(asset, "title", store.placement.asset_title);
    std::vector<std::string> roles{"references", "index"};
    if (is_icechunk(store)) roles = roles_of(store, context.config);
    if (store.granule.virtual_store() != nullptr) roles.emplace_back("virtual");
    json::set(asset, "roles", json::strings(roles));
    add_access(asset, store, context.config);
    extensions::add_file(asset, store.source);
    extensions::add_zarr_group(asset, traits.zarr_version, traits.consolidated);
    if (is_icechunk(store)) add_icechunk(asset, store);
    if (store.granule.projection != nullptr) extensions::add_projection(asset, *store.granule.projection);
    extensions::add_quantity(asset, *store.granule.cube);
    add_bands(asset, bands_of_all_groups(*store.granule.store()));
    extensions::add_datacube(asset, *store.granule.cube, store.granule.temporal);
    return asset;
}

/// Adds the assets of stores to a document.
class StoreAssets {
  public:
    StoreAssets(json::ObjectBuilder& assets, const Place& place, const Context& context)
        : m_assets(assets), m_place(place), m_context(context), m_schemes(context.config.buckets) {}

    void add(const std::string& wanted, json::Value asset) { m_assets.set(free_key(wanted), std::move(asset)); }

    void add_whole(const Entry& store, std::span<const InlineFile> files) {
        json::Value asset = whole_store_asset(store, m_place, m_context);
        const std::string key = free_key(store.placement.asset.str());
        json::Value hrefs =
            is_icechunk(store) ? add_source_folders(store, key) : source_pointers(store, files, m_place, m_context);
        if (is_icechunk(store)) {
            m_schemes.add_to(asset, json::member_text(asset, "href"));
            if (m_context.config.publish.zep8)
                add_pipelines(asset, store, paths_of(store.granule.store()->groups), m_place.at, m_context);
        }
        if (!hrefs.Empty()) json::set(asset, "vrt:hrefs", std::move(hrefs));
        m_assets.set(key, std::move(asset));
    }

    /// `owner`: the document or its properties, where the storage extension has its schemes.
    void finish(json::Value& owner) { std::move(m_schemes).set(owner); }

  private:
    std::string free_key(const std::string& wanted) const {
        std::string key = wanted;
        for (int number = 2; m_assets.contains(key); ++number) key = fmt::format("{}-{}", wanted, number);
        return key;
    }

    json::Value add_source_folders(const Entry& store, const std::string& store_key) {
        json::Value hrefs = json::array();
        for (const std::string& folder : source_folders(store)) {
            json::Value asset = source_folder_asset(store, folder);
            m_schemes.add_to(asset, folder);
            const std::string key = free_key(store_key + "-sources");
            m_assets.set(key, std::move(asset));
            json::push(hrefs, asset_pointer(key, m_place, m_context));
        }
        return hrefs;
    }

    json::ObjectBuilder& m_assets;
    const Place& m_place;
    const Context& m_context;
    extensions::StorageSchemes m_schemes;
};

}  // namespace

void add_stores(json::Value& document, json::ObjectBuilder& assets, json::Value& links,
                std::span<const Entry* const> stores, std::span<const InlineFile> files, const StoreRules& rules,
                const Place& place, const Context& context) {
    if (stores.empty()) return;
    StoreAssets added(assets, place, context);
    for (const Entry* store : stores) {
        json::push(links, store_link(*store, place.at, context));
        if (is_one_asset(*store)) added.add_whole(*store, files);
    }
    for (GroupAsset& group : group_assets(stores, place.at, context)) added.add(group.key, std::move(group.asset));
    json::Value* properties = json::find(document, "properties");
    added.finish(properties == nullptr ? document : *properties);
    if (!rules.link_templates) return;
    json::Value templates = link_templates(stores, place.at, context);
    if (!templates.Empty()) json::set(document, "linkTemplates", std::move(templates));
}

}  // namespace cairn
