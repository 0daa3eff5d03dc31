#include "builder/stac/extensions/used.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/eo.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/raster.hpp"
#include "builder/stac/extensions/virtual_assets.hpp"
#include "builder/stac/extensions/zarr.hpp"

namespace cairn::extensions {

namespace {

/// `member`: a member, or the beginning of members, that only the extension has. cf: its schema wants "cf:parameter".
struct Extension {
    std::string_view member;
    std::string_view url;
};

constexpr std::array<Extension, 8> k_extensions{{{"cube:", k_datacube},
                                                 {"cf:parameter", k_cf},
                                                 {"file:", k_file},
                                                 {"zarr:", k_zarr},
                                                 {"proj:", k_projection},
                                                 {"raster:", k_raster},
                                                 {"eo:", k_eo},
                                                 {"vrt:", k_virtual_assets}}};

bool has_member(const json::Value& object, std::string_view beginning) {
    if (!object.IsObject()) return false;
    return std::any_of(object.MemberBegin(), object.MemberEnd(),
                       [&](const auto& member) { return json::view(member.name).starts_with(beginning); });
}

bool asset_has(const json::Value& asset, std::string_view beginning) {
    if (has_member(asset, beginning)) return true;
    const json::Value* bands = json::find(asset, "bands");
    if (bands == nullptr || !bands->IsArray()) return false;
    return std::any_of(bands->Begin(), bands->End(),
                       [&](const json::Value& band) { return has_member(band, beginning); });
}

bool uses(const json::Value& document, std::string_view beginning) {
    if (has_member(document, beginning)) return true;
    for (const char* name : {"properties", "summaries"}) {
        const json::Value* part = json::find(document, name);
        if (part != nullptr && has_member(*part, beginning)) return true;
    }
    const json::Value* assets = json::find(document, "assets");
    if (assets == nullptr || !assets->IsObject()) return false;
    return std::any_of(assets->MemberBegin(), assets->MemberEnd(),
                       [&](const auto& asset) { return asset_has(asset.value, beginning); });
}

}  // namespace

void list_used(json::Value& document) {
    for (const Extension& extension : k_extensions) {
        if (uses(document, extension.member))
            json::push(*json::find(document, "stac_extensions"), json::string(extension.url));
    }
}

}  // namespace cairn::extensions
