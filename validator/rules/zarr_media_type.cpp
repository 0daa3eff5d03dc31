#include <functional>
#include <string>
#include <utility>

#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"
#include "validator/zarr_type.hpp"

namespace cairn::validate::rules {

namespace {

std::string fault_of(std::string_view href, const json::Value* type) {
    const ZarrType zarr = type != nullptr && type->IsString() ? zarr_type_of(json::view(*type)) : ZarrType{};
    // A store may also be told of in words of its own: a page about it, a picture, an archive of it.
    const bool is_store = href.ends_with(".zarr") || href.ends_with(".zarr/");
    if (!zarr.names_zarr) {
        if (!is_store) return {};
        return type == nullptr
                   ? "a Zarr store has no media type, expected application/vnd.zarr with its version"
                   : "found " + excerpt(*type) + " for a Zarr store, expected application/vnd.zarr with its version";
    }
    if (!zarr.is_registered)
        return "found " + excerpt(*type) + ", expected application/vnd.zarr; version=2 or version=3";
    if (zarr.is_indirect) return {};
    if (zarr.version.empty())
        return "found " + excerpt(*type) + ", which does not say the version: version=2 or version=3";
    if (zarr.version != "2" && zarr.version != "3")
        return "found the version " + in_quotes(zarr.version) + ", expected 2 or 3";
    return {};
}

void check_one(const ObjectView& view, const json::Value& holder, const std::function<std::string()>& pointer,
               Findings& out) {
    const std::string_view href = json::member_text(holder, "href");
    const json::Value* type = json::find(holder, "type");
    if (type == nullptr && !href.ends_with(".zarr") && !href.ends_with(".zarr/")) return;
    std::string fault = fault_of(href, type);
    if (fault.empty()) return;
    out.add(k_zarr_media_type, view.record(), pointer() + (type == nullptr ? "" : "/type"), std::move(fault));
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    if (object.kind != ObjectKind::item && object.kind != ObjectKind::collection) return;
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        check_one(
            view, asset, [&] { return pointer_of_asset(object, key); }, out);
    });
    if (object.links == nullptr || !object.links->IsArray()) return;
    for (rapidjson::SizeType i = 0; i < object.links->Size(); ++i) {
        const json::Value& link = (*object.links)[i];
        if (json::member_text(link, "rel") != "store") continue;
        check_one(
            view, link, [&] { return json::child(object.pointer("/links"), std::size_t{i}); }, out);
    }
}

}  // namespace

const Rule k_zarr_media_type{"zarr/media-type",
                             Severity::warning,
                             "Zarr has its media type and version",
                             "Clients choose how they open an asset by its type.",
                             "STAC Zarr best practices, media type",
                             ObjectCheck(check)};

}  // namespace cairn::validate::rules
