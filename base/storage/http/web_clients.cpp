#include "base/storage/http/web_clients.hpp"

#include <utility>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/http/s3_storage.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

/// "https://user@host:port" in one spelling.
std::string host_of(const std::string& url) {
    const std::string normal = normal_url(url);
    return normal.substr(0, normal.size() - split_url(normal).path.size());
}

}  // namespace

WebClients::WebClients(HttpSettings settings) : m_settings(std::move(settings)) {
    if (!m_settings.spent) m_settings.spent = std::make_shared<HttpCounters>();
}

std::unique_ptr<Storage> WebClients::open(const std::string& folder_url) {
    if (scheme_of(folder_url) != "s3")
        return std::make_unique<HttpStorage>(folder_url, client_of(host_of(folder_url), web_credentials(folder_url)));
    const S3Place place = s3_place(folder_url);
    return std::make_unique<S3Storage>(place, client_of("s3 " + host_of(place.bucket_url), place.credentials));
}

std::shared_ptr<HttpClient> WebClients::client_of(const std::string& host, const HttpCredentials& credentials) {
    std::shared_ptr<HttpClient>& client = m_clients[host];
    if (!client) client = std::make_shared<HttpClient>(m_settings, credentials);
    return client;
}

Traffic WebClients::traffic() const { return {m_settings.spent->requests, m_settings.spent->bytes}; }

}  // namespace cairn
