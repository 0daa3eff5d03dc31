#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/json/pointer.hpp"
#include "base/percent.hpp"
#include "builder/config/clients.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/bands.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/storage.hpp"
#include "builder/stac/extensions/zarr.hpp"
#include "builder/stac/icechunk.hpp"
#include "builder/stac/store.hpp"
#include "builder/stac/store_href.hpp"

namespace cairn {

namespace {

std::vector<std::string> paths_of(const std::vector<StoreGroup>& groups) {
    std::vector<std::string> paths{""};
    for (const StoreGroup& group : groups) {
        if (!group.path.empty()) paths.push_back(group.path);
    }
    return paths;
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
    extensions::add_file(asset, store);
    extensions::add_zarr_group(asset, traits.zarr_version, traits.consolidated);
    if (is_icechunk(store)) add_icechunk(asset, store);
    if (store.granule.projection != nullptr) extensions::add_projection(asset, *store.granule.projection);
    extensions::add_quantity(asset, *store.granule.cube);
    add_bands(asset, bands_of_all_groups(*store.granule.store()));
    extensions::add_datacube(asset, *store.granule.cube, store.granule.temporal);
    add_absence(asset, store);
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
