#include "builder/stac/store_href.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json/object_builder.hpp"
#include "base/percent.hpp"
#include "builder/stac/asset.hpp"
#include "builder/stac/icechunk.hpp"

namespace cairn {

namespace {

/// Without the last component of `href` for each "../" that `below` begins with.
std::string joined_href(std::string href, std::string_view below) {
    for (; below.starts_with("../"); below.remove_prefix(3)) href.erase(std::min(href.rfind('/'), href.size()));
    return href + '/' + percent_encoded(below);
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

}  // namespace

bool is_archive(const Entry& store) {
    return store.source.stamp.size_bytes > 0 && store.granule.virtual_store() == nullptr;
}

const StoreGroup* finest_level(const Entry& store) {
    const StorePart& part = *store.granule.store();
    return part.is_pyramid ? &part.groups.front() : nullptr;
}

std::string group_href(const Entry& store, const std::string& path, std::string_view document, const Context& context) {
    const std::string href = asset_href(store, document, context);
    std::string inside = is_archive(store) ? store.granule.store()->traits.root : std::string();
    if (!inside.empty() && !path.empty()) inside += '/';
    inside += path;
    if (inside.empty()) return href;
    return is_archive(store) ? href + '#' + percent_encoded(inside) : joined_href(href, inside);
}

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

}  // namespace cairn
