#include "validator/assets/asset_places.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "base/interrupted.hpp"
#include "base/percent.hpp"
#include "base/storage/http/redirect.hpp"
#include "base/url.hpp"
#include "validator/sources/web_files.hpp"

namespace cairn::validate {

namespace {

constexpr std::size_t k_piece = 1U << 20;

std::string host_of(std::string_view url) {
    return std::string(split_authority(split_url(url).authority.value_or("")).host);
}

/// The longest prefix of the table that the href begins with, replaced.
std::string mapped(const std::string& href, const std::vector<std::pair<std::string, std::string>>& table) {
    const std::pair<std::string, std::string>* best = nullptr;
    for (const auto& row : table) {
        if (href.starts_with(row.first) && (best == nullptr || row.first.size() > best->first.size())) best = &row;
    }
    return best == nullptr ? href : best->second + href.substr(best->first.size());
}

AssetPlace place_on_server(const std::string& url) {
    const Url parts = split_url(url);
    if (parts.query) return {{}, {}, {}, "its URL has a query, which this program does not send"};
    AssetPlace place;
    place.origin = scheme_of(url) + "://" + std::string(parts.authority.value_or("")) + "/";
    std::string key = percent_decode(parts.path).value_or(std::string(parts.path));
    while (key.starts_with('/')) key.erase(0, 1);
    while (key.ends_with('/')) key.pop_back();
    place.key = std::move(key);
    if (!is_storage_key(place.key)) place.refusal = "its URL names no object";
    return place;
}

}  // namespace

AssetPlaces::AssetPlaces(std::string base, const Options& options)
    : m_base(std::move(base)), m_options(options) {}

AssetPlace AssetPlaces::place_of(const std::string& document, const std::string& href) const {
    const bool is_catalog_served = is_web(m_base);
    std::string target = mapped(href, m_options.assets_at);
    const bool is_mapped = target != href;
    if (!is_mapped && is_catalog_served) target = resolve_url(m_base + percent_encoded(document), href);
    if (is_web(target)) {
        const std::string host = host_of(target);
        const bool leads_home = is_private_host(host) && is_catalog_served && !is_private_host(host_of(m_base));
        if (leads_home)
            return {{}, {}, {}, "a catalog of a public server names an address of this machine or its network"};
        return place_on_server(target);
    }
    const std::string scheme = has_scheme(target) ? scheme_of(target) : std::string();
    if (!scheme.empty() && scheme != "file")
        return {{}, {}, {}, "its scheme \"" + scheme + "\" is none of file, http, https, s3"};
    if (is_catalog_served && !is_mapped) return {{}, {}, {}, "a catalog of a server names a file of this machine"};
    AssetPlace place;
    place.path = target;
    if (scheme == "file") place.path = percent_decode_leniently(split_url(target).path);
    if (!is_mapped && scheme.empty()) {
        place.path = percent_decode_leniently(target.substr(0, target.find_first_of("?#")));
        if (!place.path.starts_with('/'))
            place.path = m_base + document.substr(0, document.rfind('/') + 1) + place.path;
    }
    if (place.path.find('\0') != std::string::npos) place.refusal = "its path has a zero byte";
    return place;
}

Storage& AssetPlaces::storage_of(const std::string& origin) const {
    const std::scoped_lock lock(m_mutex);
    std::unique_ptr<Storage>& storage = m_storages[origin];
    if (storage == nullptr) storage = open_web(origin, m_options.politeness);
    return *storage;
}

AssetStat AssetPlaces::look_at_server(const AssetPlace& place, bool is_store) const {
    AssetStat found;
    Storage& storage = storage_of(place.origin);
    // A store is a prefix, which servers do not answer for: one of its documents does.
    const std::vector<std::string> names =
        is_store ? std::vector<std::string>{"/zarr.json", "/.zmetadata", "/.zgroup", "/.zarray"}
                 : std::vector<std::string>{""};
    for (const std::string& name : names) {
        const Answer<ObjectStat> answer = storage.stat(place.key + name);
        if (const auto* stat = std::get_if<ObjectStat>(&answer)) {
            found.standing = AssetStat::Standing::there;
            if (!is_store) found.size_bytes = stat->size_bytes;
            found.version = stat->version;
            return found;
        }
        const auto& fault = std::get<StorageFault>(answer);
        found.standing =
            fault.kind == StorageFault::Kind::missing ? AssetStat::Standing::missing : AssetStat::Standing::not_known;
        found.problem = fault.message;
        if (found.standing == AssetStat::Standing::not_known) return found;
    }
    return found;
}

AssetStat AssetPlaces::look(const AssetPlace& place, bool is_store) const {
    if (place.path.empty()) return look_at_server(place, is_store);
    AssetStat found;
    struct stat status {};
    if (::stat(place.path.c_str(), &status) != 0) {
        const bool is_missing = errno == ENOENT || errno == ENOTDIR;
        found.standing = is_missing ? AssetStat::Standing::missing : AssetStat::Standing::not_known;
        found.problem = std::strerror(errno);
        return found;
    }
    found.standing = AssetStat::Standing::there;
    if (S_ISREG(status.st_mode)) found.size_bytes = static_cast<std::uint64_t>(status.st_size);
    found.version = std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec) + "-" +
                    std::to_string(status.st_size);
    return found;
}

std::string AssetPlaces::read(const AssetPlace& place, const std::atomic<bool>& stop,
                              const std::function<void(std::string_view)>& take) const {
    if (place.path.empty()) {
        constexpr std::uint64_t k_span = 8U << 20;
        Storage& storage = storage_of(place.origin);
        for (std::uint64_t at = 0;; at += k_span) {
            leave_when(stop);
            const auto answer = storage.read_ranges(place.key, {{at, k_span}}, {});
            if (const auto* fault = std::get_if<StorageFault>(&answer)) return fault->message;
            const std::string& bytes = std::get<std::vector<std::string>>(answer).front();
            take(bytes);
            if (bytes.size() < k_span) return {};
        }
    }
    const int file = ::open(place.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return std::strerror(errno);
    std::vector<char> piece(k_piece);
    std::string problem;
    for (;;) {
        const ssize_t count = ::read(file, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) problem = std::strerror(errno);
        if (count <= 0 || stop) break;
        take({piece.data(), static_cast<std::size_t>(count)});
    }
    ::close(file);
    leave_when(stop);
    return problem;
}

}  // namespace cairn::validate
