#include "validator/cubes.hpp"

#include "base/json/pointer.hpp"

namespace cairn::validate {

namespace {

bool describes_cube(const json::Value& part) {
    if (!part.IsObject()) return false;
    for (const auto& member : part.GetObject())
        if (json::view(member.name).starts_with("cube:")) return true;
    return false;
}

}  // namespace

void for_each_cube(
    const StacObject& object,
    const std::function<void(const json::Value& holder, const json::Value* above, const CubePlace& place)>& visit) {
    const bool feature = object.is_feature();
    const json::Value* own = feature ? object.properties : &object.value;
    if (own == nullptr) return;
    const bool own_cube = describes_cube(*own);
    if (own_cube) visit(*own, nullptr, [&] { return object.pointer(feature ? "/properties" : ""); });
    const json::Value* above = own_cube ? json::find(*own, "cube:dimensions") : nullptr;
    if (object.kind == ObjectKind::asset) {
        if (describes_cube(object.value)) visit(object.value, above, [&] { return object.pointer(""); });
        return;
    }
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        if (describes_cube(asset)) visit(asset, above, [&] { return pointer_of_asset(object, key); });
    });
    const json::Value* definitions = feature ? nullptr : json::find(object.value, "item_assets");
    if (definitions == nullptr || !definitions->IsObject()) return;
    for (const auto& asset : definitions->GetObject()) {
        if (!describes_cube(asset.value)) continue;
        visit(asset.value, above, [&] { return json::child(object.pointer("/item_assets"), json::view(asset.name)); });
    }
}

}  // namespace cairn::validate
