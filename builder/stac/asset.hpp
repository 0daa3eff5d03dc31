// Assets: inline in an Item or Collection, and as Features of an asset list (the CEDA asset-list proposal).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "builder/model/plan.hpp"
#include "builder/stac/context.hpp"

namespace cairn {

/// Href of a source: its public URL, else relative to the document.
std::string asset_href(const Entry& entry, std::string_view document, const Context& context);

std::string_view media_type_of(const Entry& entry);

/// Those of its rule or of its record, and "source" when references point into it.
std::vector<std::string> roles_of(const Entry& entry, const Config& config);

/// "cairn:referenced_bytes" and "cairn:covers" (the parts of dimensions other than time) of a file that a virtual store
/// refers to.
void add_reference_coverage(json::Value& asset, const Entry& entry);

/// "created" and "updated": when the file was made and changed. (Those of an Item would be of its metadata.)
void add_dates(json::Value& asset, const Entry& entry, const Config& config);

/// "cairn:storage_class" and "description" that a record states; nothing of other entries.
void add_recorded(json::Value& asset, const Entry& entry);

/// Why a source is not there any more, or was not read, and whether it is deprecated (version extension).
void add_absence(json::Value& asset, const Entry& entry);

/// What a client needs to read it: "auth:refs" and, of a file or a store as a whole, "xarray:open_kwargs".
void add_access(json::Value& asset, const Entry& entry, const Config& config);

/// An asset as it stands in the `assets` of a document at `document` (path below OUT). `varying`: names of facets that
/// are the asset's own.
json::Value inline_asset(const Entry& entry, const std::vector<std::string>& varying, std::string_view document,
                         const Context& context);

/// What surrounds one feature of an asset list.
struct AssetListOwner {
    std::string collection;  ///< id
    std::string item;        ///< id; empty for the list of a Collection
    std::string title;       ///< of the item or collection
    std::string document;    ///< path of the item or collection document
    std::string collection_document;
    std::string collection_title;
    std::optional<UtcInterval> stated_time;  ///< of assets without a time: what the configuration states for the item
};

/// The time of an asset in a list: its own, else the stated one.
const std::optional<UtcInterval>& time_of(const Entry& entry, const AssetListOwner& owner);

/// The CEDA Asset object: a GeoJSON Feature with `href`, `media_type` and `roles` of its own.
json::Value asset_feature(const Entry& entry, std::string_view id, const std::vector<std::string>& varying,
                          const AssetListOwner& owner, std::string_view page, const Context& context);

}  // namespace cairn
