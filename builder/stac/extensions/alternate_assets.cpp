#include "builder/stac/extensions/alternate_assets.hpp"

#include <string>

#include "builder/stac/extensions/storage.hpp"
#include "builder/stac/layout.hpp"

namespace cairn::extensions {

namespace {

/// Where a replica has what lies at an href; empty: it does not.
std::string href_at(const Replica& replica, std::string_view href) {
    const std::string& from = replica.from;
    if (!href.starts_with(from)) return {};
    const std::string_view rest = href.substr(from.size());
    const bool is_below = rest.empty() || rest.front() == '/' || rest.front() == '#';
    return is_below ? replica.href + std::string(rest) : std::string();
}

/// Lists, tables and reference sets of the catalog itself, which lies beside its data at some hosts: replicas have what
/// the archives have.
bool is_of_catalog(std::string_view href, const Config& config) {
    const std::string& root = config.publish.root_href;
    return !root.empty() && href.starts_with(root + '/' + layout::collection_folder(""));
}

void add_replicas_of(json::Value& asset, StorageSchemes& schemes, const Config& config) {
    const std::string href(json::member_text(asset, "href"));
    if (is_of_catalog(href, config)) return;
    json::Value found = json::object();
    for (const Replica& replica : config.assets.replicas) {
        const std::string there = href_at(replica, href);
        if (there.empty()) continue;
        json::Value alternate = json::object();
        json::set(alternate, "href", there);
        json::set(alternate, "title", replica.title.empty() ? replica.name : replica.title);
        if (!replica.description.empty()) json::set(alternate, "description", replica.description);
        json::set(alternate, "alternate:name", replica.name);
        schemes.add_to(alternate, there);
        json::set(found, replica.name, std::move(alternate));
    }
    if (found.ObjectEmpty()) return;
    json::Value* known = json::find(asset, "alternate");
    if (known == nullptr) {
        json::set(asset, "alternate", std::move(found));
    } else {
        json::merge(*known, found);
    }
}

}  // namespace

void add_replicas(json::Value& document, json::Value& owner, const Config& config) {
    json::Value* assets = json::find(document, "assets");
    if (config.assets.replicas.empty() || assets == nullptr) return;
    StorageSchemes schemes(config.buckets);
    for (auto& asset : assets->GetObject()) add_replicas_of(asset.value, schemes, config);
    std::move(schemes).set(owner);
}

json::Value replicas_of(std::string_view href, json::Value& owner, const Config& config) {
    if (config.assets.replicas.empty()) return {};
    json::Value asset = json::object();
    json::set(asset, "href", href);
    StorageSchemes schemes(config.buckets);
    add_replicas_of(asset, schemes, config);
    std::move(schemes).set(owner);
    json::Value* found = json::find(asset, "alternate");
    return found == nullptr ? json::Value() : std::move(*found);
}

}  // namespace cairn::extensions
