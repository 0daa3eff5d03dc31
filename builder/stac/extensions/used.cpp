#include "builder/stac/extensions/used.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>

#include "builder/stac/extensions/alternate_assets.hpp"
#include "builder/stac/extensions/authentication.hpp"
#include "builder/stac/extensions/cf.hpp"
#include "builder/stac/extensions/datacube.hpp"
#include "builder/stac/extensions/eo.hpp"
#include "builder/stac/extensions/file.hpp"
#include "builder/stac/extensions/link_templates.hpp"
#include "builder/stac/extensions/projection.hpp"
#include "builder/stac/extensions/raster.hpp"
#include "builder/stac/extensions/scientific.hpp"
#include "builder/stac/extensions/storage.hpp"
#include "builder/stac/extensions/version.hpp"
#include "builder/stac/extensions/virtual_assets.hpp"
#include "builder/stac/extensions/xarray_assets.hpp"
#include "builder/stac/extensions/zarr.hpp"

namespace cairn::extensions {

namespace {

/// `member`: a member, or the beginning of members, that only the extension has.
struct Extension {
    std::string_view member;
    std::string_view url;
};

constexpr std::array k_extensions{Extension{"cube:", k_datacube},
                                  Extension{"proj:", k_projection},
                                  Extension{"cf:", k_cf},
                                  Extension{"file:", k_file},
                                  Extension{"zarr:", k_zarr},
                                  Extension{"raster:", k_raster},
                                  Extension{"eo:", k_eo},
                                  Extension{"vrt:", k_virtual_assets},
                                  Extension{"storage:", k_storage},
                                  Extension{"xarray:", k_xarray_assets},
                                  Extension{"sci:", k_scientific},
                                  Extension{"auth:", k_authentication},
                                  Extension{"deprecated", k_version},
                                  Extension{"linkTemplates", k_link_templates},
                                  Extension{"alternate", k_alternate_assets}};

/// Looks at the members that a specification or an extension names; never at keys that data choose, such as those of
/// assets and of variables.
class Members {
  public:
    explicit Members(const json::Value& document) {
        add(document);
        for (const char* name : {"properties", "summaries"}) {
            if (const json::Value* part = json::find(document, name)) add(*part);
        }
        for (const char* name : {"assets", "item_assets"}) add_each_value(document, name);
        add_each_element(document, "links");
    }

    bool has(std::size_t extension) const { return m_has[extension]; }

  private:
    void add(const json::Value& object) {
        if (!object.IsObject()) return;
        for (const auto& member : object.GetObject()) {
            const std::string_view name = json::view(member.name);
            for (std::size_t i = 0; i < k_extensions.size(); ++i) {
                const std::string_view begin = k_extensions[i].member;
                // The first letters tell nearly all members apart, without a call.
                if (!name.empty() && name.front() == begin.front() && name.starts_with(begin)) m_has.set(i);
            }
        }
        add_each_element(object, "bands");
        add_each_value(object, "cube:variables");
    }

    void add_each_value(const json::Value& object, std::string_view name) {
        const json::Value* values = json::find(object, name);
        if (values == nullptr || !values->IsObject()) return;
        for (const auto& member : values->GetObject()) add(member.value);
    }

    void add_each_element(const json::Value& object, std::string_view name) {
        const json::Value* elements = json::find(object, name);
        if (elements == nullptr || !elements->IsArray()) return;
        for (const json::Value& element : elements->GetArray()) add(element);
    }

    std::bitset<k_extensions.size()> m_has;
};

}  // namespace

void list_used(json::Value& document) {
    const Members members(document);
    for (std::size_t i = 0; i < k_extensions.size(); ++i) {
        if (members.has(i)) list(document, k_extensions[i].url);
    }
}

void list(json::Value& document, std::string_view url) {
    json::Value* listed = json::find(document, "stac_extensions");
    if (listed == nullptr || !listed->IsArray()) return;
    const bool is_listed = std::any_of(listed->Begin(), listed->End(), [&](const json::Value& one) {
        return one.IsString() && json::view(one) == url;
    });
    if (!is_listed) json::push(*listed, json::string(url));
}

std::string_view extension_of(std::string_view member) {
    const auto known = std::find_if(k_extensions.begin(), k_extensions.end(),
                                    [&](const Extension& one) { return member.starts_with(one.member); });
    return known == k_extensions.end() ? std::string_view() : known->url;
}

}  // namespace cairn::extensions
