#include "base/json/pointer.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

void check_holder(const ObjectView& view, const json::Value& holder, const std::string& pointer, Findings& out) {
    for (const char* name : {"bands", "eo:bands", "raster:bands"}) {
        const json::Value* bands = json::find(holder, name);
        if (bands == nullptr || bands->IsArray()) continue;
        out.add(k_band_list, view.record(), json::child(pointer, name),
                "found " + describe_value(*bands) + ", expected an array of bands");
    }
}

void check(const ObjectView& view, Findings& out) {
    if (view.object.kind != ObjectKind::item) return;
    if (view.object.properties != nullptr)
        check_holder(view, *view.object.properties, view.object.pointer("/properties"), out);
    for_each_asset(view.object, [&](const json::Value& asset, std::string_view key) {
        if (json::find(asset, "bands") != nullptr || json::find(asset, "eo:bands") != nullptr ||
            json::find(asset, "raster:bands") != nullptr)
            check_holder(view, asset, pointer_of_asset(view.object, key), out);
    });
}

}  // namespace

const Rule k_band_list{"band/list",
                       Severity::error,
                       "Bands are a list",
                       "Clients go through the bands by their order; schemas of some extensions do not look at all "
                       "places where they stand.",
                       "STAC 1.1.0, common metadata, Bands; eo and raster extensions",
                       ObjectCheck(check)};

}  // namespace cairn::validate::rules
