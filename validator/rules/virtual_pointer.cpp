#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json/pointer.hpp"
#include "base/percent.hpp"
#include "validator/cubes.hpp"
#include "validator/describe.hpp"
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

namespace {

/// The key of "./item.json#/assets/KEY" in the document itself; nullopt: it leads to another one, or nowhere.
std::optional<std::string> own_asset(std::string_view href, std::string_view path) {
    const std::size_t hash = href.find('#');
    constexpr std::string_view k_assets = "/assets/";
    if (hash == std::string_view::npos || !href.substr(hash + 1).starts_with(k_assets)) return std::nullopt;
    const std::string_view document = href.substr(0, hash);
    const std::string_view folder = path.substr(0, path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
    if (!document.empty() && normal_path(std::string(folder) + percent_decode_leniently(document)) != path)
        return std::nullopt;
    const std::vector<std::string> tokens = json::tokens(percent_decode_leniently(href.substr(hash + 1)));
    return tokens.size() == 2 ? std::optional(tokens[1]) : std::nullopt;
}

/// What is wrong with one source of a virtual asset; empty: nothing, or it is in another document.
std::string fault_of(const ObjectView& view, const json::Value& source, const std::optional<Names>& keys) {
    if (!source.IsObject()) return {};
    const json::Value* key = json::find(source, "key");
    if (key != nullptr && key->IsString() && keys && !keys->has(json::view(*key)))
        return "the key " + in_quotes(json::view(*key)) + " is none of the assets";
    const std::string_view href = json::member_text(source, "href");
    const std::optional<std::string> own = own_asset(href, view.record().path);
    if (own && keys && !keys->has(*own))
        return in_quotes(href) + " leads to the asset " + in_quotes(*own) + ", which is not there";
    return {};
}

void check(const ObjectView& view, Findings& out) {
    const StacObject& object = view.object;
    // Entries of a page stand for documents of their own, which have the assets.
    if (object.index >= 0 || object.assets == nullptr || !object.assets->IsObject()) return;
    std::optional<Names> keys;
    for_each_asset(object, [&](const json::Value& asset, std::string_view key) {
        const json::Value* sources = json::find(asset, "vrt:hrefs");
        if (sources == nullptr || !sources->IsArray()) return;
        if (!keys) keys.emplace(*object.assets);
        for (rapidjson::SizeType i = 0; i < sources->Size(); ++i) {
            std::string fault = fault_of(view, (*sources)[i], keys);
            if (fault.empty()) continue;
            out.add(k_virtual_pointer, view.record(),
                    json::child(pointer_of_asset(object, key) + "/vrt:hrefs", std::size_t{i}), std::move(fault));
        }
    });
}

}  // namespace

const Rule k_virtual_pointer{"virtual/pointer",
                             Severity::error,
                             "The sources of a virtual asset are there",
                             "A virtual asset without its sources cannot be read.",
                             "virtual-assets extension, vrt:hrefs",
                             ObjectCheck(check)};

}  // namespace cairn::validate::rules
