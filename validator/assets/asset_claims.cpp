#include "validator/assets/asset_claims.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/json/pointer.hpp"

namespace cairn::validate {

namespace {

std::vector<std::string> texts_of(const json::Value* list) {
    std::vector<std::string> texts;
    if (list == nullptr || !list->IsArray()) return texts;
    for (const json::Value& text : list->GetArray())
        if (text.IsString()) texts.emplace_back(json::view(text));
    return texts;
}

ClaimedDimension dimension_of(std::string_view name, const json::Value& value, std::string pointer) {
    ClaimedDimension claim{std::string(name), std::move(pointer), {}, 0};
    if (!value.IsObject()) return claim;
    const json::Value* size = json::find(value, "size");
    const json::Value* values = json::find(value, "values");
    const json::Value* extent = json::find(value, "extent");
    const json::Value* step = json::find(value, "step");
    if (size != nullptr && size->IsUint64()) {
        claim.size = size->GetUint64();
    } else if (values != nullptr && values->IsArray()) {
        claim.size = values->Size();
    } else if (step != nullptr && step->IsNumber() && step->GetDouble() != 0 && extent != nullptr &&
               extent->IsArray() && extent->Size() == 2 && (*extent)[0].IsNumber() && (*extent)[1].IsNumber()) {
        const double cells = std::abs(((*extent)[1].GetDouble() - (*extent)[0].GetDouble()) / step->GetDouble());
        if (cells < 1e15) claim.size = static_cast<std::uint64_t>(std::llround(cells)) + 1;
        claim.tolerance = 1;
    }
    return claim;
}

void add_cube(const json::Value& object, const std::string& pointer, AssetClaims& claims) {
    const json::Value* dimensions = json::find(object, "cube:dimensions");
    if (dimensions != nullptr && dimensions->IsObject()) {
        const std::string above = json::child(pointer, std::string_view("cube:dimensions"));
        for (const auto& member : dimensions->GetObject()) {
            const std::string_view name = json::view(member.name);
            claims.dimensions.push_back(dimension_of(name, member.value, json::child(above, name)));
        }
    }
    const json::Value* variables = json::find(object, "cube:variables");
    if (variables == nullptr || !variables->IsObject()) return;
    const std::string above = json::child(pointer, std::string_view("cube:variables"));
    for (const auto& member : variables->GetObject()) {
        const std::string_view name = json::view(member.name);
        ClaimedVariable claim{std::string(name), json::child(above, name), {}, {}, false};
        const json::Value* unit = json::find(member.value, "unit");
        if (unit != nullptr && unit->IsString()) claim.unit = std::string(json::view(*unit));
        const json::Value* named = json::find(member.value, "dimensions");
        claim.says_dimensions = named != nullptr && named->IsArray();
        claim.dimensions = texts_of(named);
        claims.variables.push_back(std::move(claim));
    }
}

AssetClaims claims_of_asset(const json::Value& asset, const std::string& pointer) {
    AssetClaims claims;
    claims.pointer = pointer;
    claims.href = json::member_text(asset, "href");
    claims.media_type = json::member_text(asset, "type");
    const json::Value* size = json::find(asset, "file:size");
    if (size != nullptr && size->IsUint64())
        claims.size_bytes = {size->GetUint64(), json::child(pointer, std::string_view("file:size")), true};
    if (const std::string_view sum = json::member_text(asset, "file:checksum"); !sum.empty())
        claims.checksum = {std::string(sum), json::child(pointer, std::string_view("file:checksum")), true};
    if (const auto time = time_of_properties(asset)) claims.time = {*time, pointer, true};
    const json::Value* bbox = json::find(asset, "bbox");
    if (const auto box = bbox == nullptr ? std::nullopt : box_of(*bbox))
        claims.box = {*box, json::child(pointer, std::string_view("bbox")), true};
    add_cube(asset, pointer, claims);
    return claims;
}

/// Adds what the Item says of its assets. Of several data assets each has a part of it.
void add_item(const json::Value& item, std::vector<AssetClaims>& assets) {
    const json::Value* properties = json::find(item, "properties");
    const bool is_one =
        std::count_if(assets.begin(), assets.end(), [](const AssetClaims& asset) { return asset.is_data(); }) == 1;
    const json::Value* bbox = json::find(item, "bbox");
    const auto box = bbox == nullptr ? std::nullopt : box_of(*bbox);
    const auto time = properties == nullptr ? std::nullopt : time_of_properties(*properties);
    for (AssetClaims& asset : assets) {
        if (!asset.is_data()) continue;
        if (time && !asset.time) asset.time = {*time, "/properties", is_one};
        if (box && !asset.box) asset.box = {*box, "/bbox", is_one};
        const bool has_cube = !asset.dimensions.empty() || !asset.variables.empty();
        if (is_one && !has_cube && properties != nullptr) add_cube(*properties, "/properties", asset);
    }
}

std::vector<AssetClaims> claims_of_features(const json::Value& document) {
    std::vector<AssetClaims> assets;
    const json::Value* features = json::find(document, "features");
    if (features == nullptr || !features->IsArray()) return assets;
    for (rapidjson::SizeType i = 0; i < features->Size(); ++i) {
        const json::Value& feature = (*features)[i];
        if (!feature.IsObject()) continue;
        AssetClaims claims = claims_of_asset(feature, json::child(std::string("/features"), std::size_t{i}));
        const json::Value* properties = json::find(feature, "properties");
        const auto time = properties == nullptr ? std::nullopt : time_of_properties(*properties);
        if (time && !claims.time)
            claims.time = {*time, json::child(claims.pointer, std::string_view("properties")), true};
        if (!claims.href.empty()) assets.push_back(std::move(claims));
    }
    return assets;
}

}  // namespace

bool AssetClaims::is_store() const {
    return media_type.find("zarr") != std::string::npos || href.ends_with(".zarr") || href.ends_with(".zarr/");
}

bool AssetClaims::is_data() const {
    constexpr std::array<std::string_view, 4> k_types{"application/netcdf", "application/x-netcdf",
                                                      "application/x-hdf5", "application/x-hdf"};
    const bool is_file = std::any_of(k_types.begin(), k_types.end(),
                                     [this](std::string_view type) { return media_type.starts_with(type); });
    return is_file || is_store() || href.ends_with(".nc") || href.ends_with(".nc4");
}

std::vector<AssetClaims> claims_of(const json::Value& document, Kind kind) {
    if (!document.IsObject()) return {};
    if (kind == Kind::asset_page) return claims_of_features(document);
    if (kind != Kind::item && kind != Kind::collection) return {};
    std::vector<AssetClaims> claims;
    const json::Value* assets = json::find(document, "assets");
    if (assets == nullptr || !assets->IsObject()) return claims;
    for (const auto& asset : assets->GetObject()) {
        if (!asset.value.IsObject()) continue;
        claims.push_back(claims_of_asset(asset.value, json::child(std::string("/assets"), json::view(asset.name))));
        if (claims.back().href.empty()) claims.pop_back();  // a finding of the schema
    }
    if (kind == Kind::item) add_item(document, claims);
    return claims;
}

}  // namespace cairn::validate
