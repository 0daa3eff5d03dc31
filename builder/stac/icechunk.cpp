#include "builder/stac/icechunk.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/secrets.hpp"
#include "base/url.hpp"
#include "builder/config/address.hpp"
#include "builder/group/url.hpp"

namespace cairn {

namespace {

/// What two texts begin with alike.
std::string_view common_start(std::string_view a, std::string_view b) {
    const auto [end, other] =
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
    return a.substr(0, static_cast<std::size_t>(end - a.begin()));
}

/// Where files of one server lie: up to the end of the authority.
std::string server_of(const std::string& url) {
    const Url parts = split_url(url);
    if (!parts.scheme || !parts.authority) return {};
    return std::string(*parts.scheme) + "://" + std::string(*parts.authority);
}

}  // namespace

bool is_icechunk(const Entry& store) { return store.source.format == Format::icechunk; }
bool is_one_asset(const Entry& store) { return store.granule.virtual_store() != nullptr || is_icechunk(store); }

void add_icechunk(json::Value& asset, const Entry& store) {
    json::set(asset, "icechunk:branch", "main");  // the one that is read (probe/icechunk)
    const std::string& snapshot = store.granule.store()->traits.snapshot;
    if (!snapshot.empty()) json::set(asset, "icechunk:snapshot_id", snapshot);
}

std::vector<std::string> source_folders(const Entry& store) {
    const VirtualStorePart* references = store.granule.virtual_store();
    if (references == nullptr) return {};
    std::map<std::string, std::string> starts;  // by server
    for (const auto& source : references->sources) {
        const std::string clean = without_secrets(source->url, UrlText::whole).value_or(source->url);
        const std::string url = uri_of(clean);
        const std::string server = server_of(url);
        if (server.empty() || !is_linkable(url)) continue;
        const std::string folder = url.substr(0, url.rfind('/') + 1);
        const auto [start, is_new] = starts.emplace(server, folder);
        if (!is_new) start->second = std::string(common_start(start->second, folder));
    }
    std::vector<std::string> folders;
    for (auto& [server, start] : starts) {
        const std::size_t slash = start.rfind('/');
        // "s3://a" of "s3://a" cannot be: a file has a '/' behind its server.
        if (slash >= server.size()) folders.push_back(start.substr(0, slash + 1));
    }
    return folders;
}

}  // namespace cairn
