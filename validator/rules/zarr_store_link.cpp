#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"
#include "validator/zarr_type.hpp"

namespace cairn::validate::rules {

namespace {

/// A store link of the object.
struct StoreLink {
    std::string_view href;
    std::string version;
    rapidjson::SizeType index;
};

std::vector<StoreLink> store_links(const StacObject& object) {
    std::vector<StoreLink> links;
    if (object.links == nullptr || !object.links->IsArray()) return links;
    for (rapidjson::SizeType i = 0; i < object.links->Size(); ++i) {
        const json::Value& link = (*object.links)[i];
        if (json::member_text(link, "rel") != "store") continue;
        links.push_back({json::member_text(link, "href"), zarr_type_of(json::member_text(link, "type")).version, i});
    }
    return links;
}

bool is_group(const json::Value& asset) {
    const ZarrType type = zarr_type_of(json::member_text(asset, "type"));
    return type.names_zarr && !type.is_indirect;
}

void check_twice(const ObjectView& view, const std::vector<StoreLink>& links, Findings& out) {
    std::set<std::string_view> seen;
    for (const StoreLink& link : links) {
        if (link.href.empty() || seen.insert(link.href).second) continue;
        out.add(k_zarr_store_link, view.record(), json::child(view.object.pointer("/links"), std::size_t{link.index}),
                "a second store link leads to " + in_quotes(link.href) + ", expected one");
    }
}

/// A level of a pyramid of sibling stores: the link leads to the full resolution, from which clients find the others.
bool is_overview(const json::Value& asset) {
    const json::Value* roles = json::find(asset, "roles");
    if (roles == nullptr || !roles->IsArray()) return false;
    return std::ranges::any_of(
        roles->GetArray(), [](const json::Value& role) { return role.IsString() && json::view(role) == "overview"; });
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    if (object.kind != ObjectKind::item && object.kind != ObjectKind::collection) return;
    std::optional<std::vector<StoreLink>> links;
    std::set<std::string_view> said;  // one finding a store
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        const std::string_view href = json::member_text(asset, "href");
        if (json::find(asset, "type") == nullptr || !is_group(asset)) return;
        if (!links) links = store_links(object);
        const auto link = std::find_if(links->begin(), links->end(), [href](const StoreLink& one) {
            return !one.href.empty() && lies_in(href, one.href);
        });
        const std::string_view store = store_of(href).empty() ? href : store_of(href);
        if (link == links->end()) {
            const bool may_lack = is_overview(asset) && !links->empty();
            if (!may_lack && said.insert(store).second)
                out.add(k_zarr_store_link, view.record(), pointer_of_asset(object, key),
                        "no link with rel \"store\" leads to the Zarr store " + in_quotes(store));
            return;
        }
        const std::string version = zarr_type_of(json::member_text(asset, "type")).version;
        // Another version is zarr/media-type.
        if ((version == "2" || version == "3") && !link->version.empty() && version != link->version &&
            said.insert(store).second)
            out.add(k_zarr_store_link, view.record(), pointer_of_asset(object, key) + "/type",
                    "found version " + version + ", but the store link says version " + link->version);
    });
    if (!links && object.links != nullptr) links = store_links(object);
    if (links) check_twice(view, *links, out);
}

}  // namespace

const Rule k_zarr_store_link{"zarr/store-link",
                             Severity::warning,
                             "One store link leads to each Zarr store",
                             "Clients open the store once by its link, and the groups of it by the assets.",
                             "STAC Zarr best practices, store links",
                             ObjectCheck(check)};

}  // namespace cairn::validate::rules
