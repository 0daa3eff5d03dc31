// The web servers of a run, each asked by one client, whatever lies on it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/storage/http/client.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// `in_flight` holds for a host, as does what a server asks for (Retry-After): two archives of one server do not ask
/// twice as much of it. Budgets are of all hosts together. Threads: one; the storages that it opens are safe.
class WebClients {
  public:
    explicit WebClients(HttpSettings settings);

    /// Opens an http, https or s3 URL, as open_web does. Throws std::invalid_argument for another one.
    std::unique_ptr<Storage> open(const std::string& folder_url);
    Traffic traffic() const;

  private:
    std::shared_ptr<HttpClient> client_of(const std::string& host, const HttpCredentials& credentials);

    HttpSettings m_settings;
    std::map<std::string, std::shared_ptr<HttpClient>> m_clients;  ///< by scheme, host, port and who asks
};

}  // namespace cairn
