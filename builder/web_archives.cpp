#include "builder/web_archives.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "base/percent.hpp"
#include "base/storage/folder_storage.hpp"
#include "base/storage/http/open_web.hpp"
#include "base/storage/http/web_clients.hpp"
#include "base/thredds_place.hpp"
#include "base/url.hpp"
#include "base/web_place.hpp"
#include "builder/discover/listed_storage.hpp"
#include "builder/discover/listing_file.hpp"
#include "builder/discover/stac_catalog.hpp"
#include "builder/discover/stac_listing.hpp"
#include "builder/discover/thredds_listing.hpp"

namespace cairn {

std::size_t threads_to_read(const Config& config, std::size_t jobs) {
    const bool is_remote =
        std::ranges::any_of(config.archives, [](const Archive& archive) { return is_web(archive.root); });
    return is_remote ? std::max<std::size_t>(jobs, config.remote.requests) : jobs;
}

namespace {

HttpSettings settings_of(const Remote& remote) {
    HttpSettings settings;
    settings.in_flight = remote.requests;
    settings.per_second = remote.requests_per_second;
    settings.retries.attempts = 4;
    settings.connect_timeout = std::chrono::seconds(std::min<std::uint32_t>(remote.timeout_s, 15));
    settings.stall_timeout = std::chrono::seconds(remote.timeout_s);
    settings.max_requests = remote.max_requests;
    settings.max_bytes = remote.max_bytes;
    return settings;
}

/// "https://host:port/", below which a document of a catalog is asked for.
std::string server_of(const std::string& url) { return url.substr(0, url.size() - split_url(url).path.size()) + '/'; }

/// Documents of catalogs, each from its server, or from this machine.
class CatalogServers {
  public:
    explicit CatalogServers(WebClients& clients) : m_clients(clients) {}

    std::unique_ptr<PendingRead> begin(const std::string& url) {
        constexpr std::uint64_t k_largest = 256 << 20;
        const std::string path = percent_decode_leniently(split_url(url).path);
        std::unique_ptr<Storage>& server = m_servers[server_of(url)];
        if (!server && is_web(url)) server = m_clients.open(server_of(url));
        if (!server) server = std::make_unique<FolderStorage>("/");
        return server->begin_read(path.substr(std::min<std::size_t>(path.size(), 1)), k_largest);
    }

  private:
    WebClients& m_clients;
    std::map<std::string, std::unique_ptr<Storage>> m_servers;
};

std::vector<ListedObject> objects_of_stac(const std::string& url, const Archive& archive, const Remote& remote,
                                          WebClients& clients, std::vector<Problem>* problems) {
    CatalogServers servers(clients);
    StacListing listing = read_stac(
        url, archive.root, [&servers](const std::string& document) { return servers.begin(document); },
        remote.requests);
    for (std::string& store : listing.stores) listing.objects.push_back({std::move(store) + '/', {}});
    for (const std::string& what : listing.left_out)
        if (problems != nullptr)
            problems->push_back({Stage::discover, "discover/listed-elsewhere", archive.root, what, Severity::warning, {}});
    return std::move(listing.objects);
}

std::vector<ListedObject> listed_objects(const Archive& archive, const Remote& remote, WebClients& clients,
                                         std::vector<Problem>* problems) {
    if (thredds_place(archive.listing))
        return read_thredds(archive.listing, archive.root, *clients.open(server_of(archive.listing)));
    const auto stac = stac_catalog(archive.listing);
    return stac ? objects_of_stac(*stac, archive, remote, clients, problems)
                : read_listing(archive.listing, archive.root);
}

}  // namespace

std::unique_ptr<Storage> open_remote(const std::string& url, const Remote& remote) {
    return open_web(url, settings_of(remote));
}

std::unique_ptr<WebStorages> web_archives(const Config& config, std::vector<Problem>* problems) {
    auto web = std::make_unique<WebStorages>(config.remote.largest_whole);
    const auto clients = std::make_shared<WebClients>(settings_of(config.remote));
    web->count_by([clients] { return clients->traffic(); });
    std::set<std::string> known;
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root) || !known.insert(archive.root).second) continue;
        std::unique_ptr<Storage> storage = clients->open(archive.root);
        if (!archive.listing.empty())
            storage = std::make_unique<ListedStorage>(std::move(storage),
                                                      listed_objects(archive, config.remote, *clients, problems));
        web->add(archive.root, std::move(storage));
    }
    for (const std::string& url : config.remote.follow) {
        if (known.insert(url).second) web->add(url, clients->open(url));
    }
    return known.empty() ? nullptr : std::move(web);
}

}  // namespace cairn
