#include "builder/web_archives.hpp"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/storage/http/open_web.hpp"
#include "base/storage/http/web_clients.hpp"
#include "base/url.hpp"
#include "base/web_place.hpp"
#include "builder/discover/listed_storage.hpp"
#include "builder/discover/listing_file.hpp"
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
    settings.retries.attempts = 4;
    settings.connect_timeout = std::chrono::seconds(std::min<std::uint32_t>(remote.timeout_s, 15));
    settings.stall_timeout = std::chrono::seconds(remote.timeout_s);
    settings.max_requests = remote.max_requests;
    settings.max_bytes = remote.max_bytes;
    return settings;
}

std::vector<ListedObject> listed_objects(const Archive& archive, WebClients& clients) {
    if (!is_web(archive.listing)) return read_listing(archive.listing, archive.root);
    const std::string server =
        archive.listing.substr(0, archive.listing.size() - split_url(archive.listing).path.size()) + '/';
    return read_thredds(archive.listing, archive.root, *clients.open(server));
}

}  // namespace

std::unique_ptr<Storage> open_remote(const std::string& url, const Remote& remote) {
    return open_web(url, settings_of(remote));
}

std::unique_ptr<WebStorages> web_archives(const Config& config) {
    auto web = std::make_unique<WebStorages>(config.remote.largest_whole);
    const auto clients = std::make_shared<WebClients>(settings_of(config.remote));
    web->count_by([clients] { return clients->traffic(); });
    std::set<std::string> known;
    for (const Archive& archive : config.archives) {
        if (!is_web(archive.root) || !known.insert(archive.root).second) continue;
        std::unique_ptr<Storage> storage = clients->open(archive.root);
        if (!archive.listing.empty())
            storage = std::make_unique<ListedStorage>(std::move(storage), listed_objects(archive, *clients));
        web->add(archive.root, std::move(storage));
    }
    for (const std::string& url : config.remote.follow) {
        if (known.insert(url).second) web->add(url, clients->open(url));
    }
    return known.empty() ? nullptr : std::move(web);
}

}  // namespace cairn
