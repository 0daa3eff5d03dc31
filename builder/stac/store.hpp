// Zarr stores: the link to the store, one asset for each of its groups, and templates of links to variables.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json/object_builder.hpp"
#include "base/json/value.hpp"
#include "builder/model/item_plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// Media type of a store or of one of its groups, spelled as the configuration says. `profile`: "multiscales", ...; may
/// be empty. A store in a zip archive has the suffix "+zip".
std::string store_media_type(const Entry& store, std::string_view profile, StoreTypes spelling);

/// Link `rel: store` to the root of the store; of references to the references, with the profile `virtualizarr`.
json::Value store_link(const Entry& store, std::string_view document, const Context& context);

/// What the store states about itself in the terms of an Item's properties (platform, cloud cover, ...), where the Item
/// is one store; members that are there already stay.
void set_stated_properties(json::Value& properties, const ItemPlan& plan);

struct GroupAsset {
    std::string key;  ///< unique in its document
    json::Value asset;
};

/// One asset for each group that has arrays. `stores`: all of the document, so that keys are unique: the path of the
/// group with '_' between its parts, of the root the id of the asset that the store is; where there are several stores,
/// that id before the path. `document`: where the hrefs start from.
std::vector<GroupAsset> group_assets(std::span<const Entry* const> stores, std::string_view document,
                                     const Context& context);

/// `linkTemplates`: one for each group, to its variables; of a multiscales group by way of its levels.
json::Value link_templates(std::span<const Entry* const> stores, std::string_view document, const Context& context);

/// A file that stands inline in the document of the store, under this name.
struct InlineFile {
    std::string_view key;
    const Entry* entry;
};

/// A document, and where it is read: at its own path, or in a page that holds it and that its hrefs start from.
struct Place {
    std::string_view document;
    std::string_view at;
};

/// Puts the assets, the links and, where the rules ask for them, the templates of stores into a document. References
/// and Icechunk repositories are one asset, with its cube, its bands, and "vrt:hrefs" to what it refers to: to those of
/// `files`, which stand inline in the same document (nothing when they stand in a list); of an Icechunk repository to
/// the folder that they lie in, which becomes an asset.
void add_stores(json::Value& document, json::ObjectBuilder& assets, json::Value& links,
                std::span<const Entry* const> stores, std::span<const InlineFile> files, const StoreRules& rules,
                const Place& place, const Context& context);

}  // namespace cairn
