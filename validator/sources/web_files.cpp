#include "validator/sources/web_files.hpp"

#include <stdexcept>
#include <utility>

#include "base/interrupted.hpp"
#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/storage/http/open_web.hpp"
#include "base/url.hpp"
#include "validator/resolver.hpp"

namespace cairn::validate {

namespace {

/// A server that failed so often in a row is not asked again: each failure may have taken a minute.
constexpr std::size_t k_most_failures = 20;

HttpSettings settings_of(const Politeness& politeness) {
    HttpSettings settings;
    settings.in_flight = politeness.connections;
    settings.per_second = politeness.per_second;
    settings.retries.attempts = 3;
    settings.retries.longest_wait = std::chrono::milliseconds(5'000);
    settings.connect_timeout = std::chrono::seconds(std::min<std::size_t>(politeness.timeout_s, 15));
    settings.stall_timeout = std::chrono::seconds(politeness.timeout_s);
    settings.transfer_timeout = std::chrono::seconds(3 * politeness.timeout_s);
    return settings;
}

/// "https://user:password@host/a/b.json" -> "https://user:password@host/a/" and "b.json".
std::pair<std::string, std::string> split_root(const std::string& url) {
    const Url parts = split_url(url);
    if (parts.query || parts.fragment)
        throw std::runtime_error(discreet(url) +
                                 ": expected a URL without '?' and '#', since links start from its folder");
    Url folder = parts;
    const std::string path = parts.path.empty() ? "/" : std::string(parts.path);
    const std::string above = folder_of(path);
    folder.path = above;
    const std::string name = path.substr(above.size());
    return {join_url(folder), percent_decode(name).value_or(name)};
}

}  // namespace

std::unique_ptr<Storage> open_web(const std::string& folder_url, const Politeness& politeness) {
    return cairn::open_web(folder_url, settings_of(politeness));
}

WebFiles::WebFiles(const std::string& url, const Politeness& politeness) : m_politeness(politeness) {
    auto [folder, name] = split_root(url);
    const bool may_be_folder = !name.ends_with("json");
    if (may_be_folder) {
        open_folder(name.empty() ? folder : folder + percent_encoded(name) + '/');
        const RootSearch search = find_root();
        m_root = search.name;
        if (m_root.empty() && name.empty())
            throw std::runtime_error(m_base_url + ": no root was found (" + search.reasons +
                                     "), expected the URL of a document, or of a folder with one of these");
    }
    if (!m_root.empty()) return;
    open_folder(folder);
    m_root = name;
    if (!may_be_folder) return;
    const Answer<ObjectStat> answer = m_storage->stat(name);
    if (const auto* fault = std::get_if<StorageFault>(&answer))
        throw std::runtime_error(m_base_url + name + ": there is no document (" + fault->message +
                                 "), and no catalog.json or collection.json below it, expected the URL of a document, or of a folder with one of these");
}

void WebFiles::open_folder(const std::string& folder_url) {
    m_storage = open_web(folder_url, m_politeness);
    m_base_url = scheme_of(folder_url) == "s3" ? folder_url : m_storage->place_of("");
}

/// A folder of a server has no listing that all servers agree on.
WebFiles::RootSearch WebFiles::find_root() const {
    std::string reasons;
    for (const char* name : {"catalog.json", "collection.json"}) {
        const Answer<ObjectStat> answer = m_storage->stat(name);
        if (std::holds_alternative<ObjectStat>(answer)) return {name, {}};
        reasons += std::string(reasons.empty() ? "" : "; ") + name + ": " + std::get<StorageFault>(answer).message;
    }
    return {{}, reasons};
}

FoundFiles WebFiles::list(const std::atomic<bool>& stop) const {
    leave_when(stop);
    return {{m_root}, {}};
}

FileText WebFiles::read(const std::string& path, std::size_t largest_bytes, const std::atomic<bool>& stop) const {
    leave_when(stop);
    if (m_failures >= k_most_failures)
        return {
            {}, "was not asked for: its server failed " + std::to_string(k_most_failures) + " times in a row", false};
    Answer<std::string> answer = m_storage->read(path, largest_bytes);
    if (auto* text = std::get_if<std::string>(&answer)) {
        m_failures = 0;
        return {std::move(*text), {}, false};
    }
    const auto& fault = std::get<StorageFault>(answer);
    const bool is_broken = fault.kind == StorageFault::Kind::timed_out || fault.kind == StorageFault::Kind::failed;
    m_failures = is_broken ? m_failures + 1 : 0;
    const bool is_missing = fault.kind == StorageFault::Kind::missing;
    note(path, is_missing ? OnDisk::nothing : OnDisk::file_or_folder);
    return {{}, "cannot be fetched: " + fault.message, is_missing && path != m_root};
}

void WebFiles::note(const std::string& path, OnDisk standing) const {
    const std::scoped_lock lock(m_mutex);
    m_standings[path] = standing;
}

OnDisk WebFiles::look(const std::string& path) const {
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_standings.find(path);
        if (known != m_standings.end()) return known->second;
    }
    if (path.empty()) return OnDisk::file_or_folder;
    if (m_failures >= k_most_failures) return OnDisk::not_known;
    const Answer<ObjectStat> answer = m_storage->stat(path);
    const auto* fault = std::get_if<StorageFault>(&answer);
    const OnDisk standing = fault == nullptr                             ? OnDisk::file_or_folder
                            : fault->kind == StorageFault::Kind::missing ? OnDisk::nothing
                                                                         : OnDisk::not_known;
    note(path, standing);
    return standing;
}

std::optional<std::string> WebFiles::real_path(const std::string& path) const {
    return is_storage_key(path) ? std::optional(path) : std::nullopt;
}

}  // namespace cairn::validate
