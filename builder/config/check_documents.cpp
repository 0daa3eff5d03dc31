#include "builder/config/check_documents.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "base/json/pointer.hpp"
#include "builder/config/template.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_authentication_url = "https://stac-extensions.github.io/authentication/v1.1.0/schema.json";

}  // namespace

void check_by_schema(const json::Value& pattern, DocumentKind kind, const std::string& pointer,
                     Violations& violations) {
    if (!pattern.IsObject()) return;
    const json::Value members = expand_json(pattern, Template::Lookup([](std::string_view) { return std::nullopt; }));
    if (!members.IsObject()) return;
    for (const Refusal& refusal : refusals_of(members, kind)) {
        const json::Value* written = json::resolve(pattern, refusal.pointer);
        if (written != nullptr && !has_placeholder(*written))
            violations.report(pointer + refusal.pointer, refusal.message);
    }
}

void check_assets_by_schema(const json::Value& pattern, const std::string& pointer, Violations& violations) {
    if (!pattern.IsObject()) return;
    constexpr std::string_view k_sample = "/assets/a";
    json::Value asset = json::clone(pattern);
    json::set(asset, "href", "./a.nc");
    json::Value assets = json::object();
    json::set(assets, "a", std::move(asset));
    json::Value members = json::object();
    json::set(members, "assets", std::move(assets));
    const json::Value filled = expand_json(members, Template::Lookup([](std::string_view) { return std::nullopt; }));
    for (const Refusal& refusal : refusals_of(filled, DocumentKind::item)) {
        if (!refusal.pointer.starts_with(k_sample)) continue;
        const std::string below = refusal.pointer.substr(k_sample.size());
        const json::Value* written = json::resolve(pattern, below);
        if (written != nullptr && !has_placeholder(*written)) violations.report(pointer + below, refusal.message);
    }
}

void check_authentication(const json::Value& schemes, Violations& violations) {
    if (!schemes.IsObject()) return;
    json::Value properties = json::object();
    json::set(properties, "auth:schemes", json::clone(schemes));
    json::Value members = json::object();
    json::set(members, "properties", std::move(properties));
    constexpr std::string_view k_below = "/properties/auth:schemes";
    for (const Refusal& refusal : refusals_of(members, DocumentKind::item, {std::string(k_authentication_url)})) {
        if (refusal.pointer.starts_with(k_below))
            violations.report("/authentication" + refusal.pointer.substr(k_below.size()), refusal.message);
    }
}

}  // namespace cairn
