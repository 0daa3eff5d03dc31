// HTTP requests, many at once on one thread, made again where that helps.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/storage/http/retry.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

struct HttpSettings {
    std::size_t in_flight = 64;  ///< requests at once, and connections
    RetryRules retries;
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::seconds stall_timeout{60};      ///< without a byte
    std::chrono::seconds transfer_timeout{900};  ///< a whole answer, of which each byte may come in time
    std::uint64_t max_requests = UINT64_MAX;     ///< budget, redirects and attempts among them
    std::uint64_t max_bytes = UINT64_MAX;        ///< budget of bytes as they come over the wire
};

/// User and password for one origin; credentials go to no other, not by redirects either.
struct HttpCredentials {
    std::string origin;  ///< any URL of it; what .netrc says of its host is used as well
    std::string user;
    std::string password;
    std::string region = {};         ///< not empty: requests are signed for S3 (AWS Signature, version 4)
    std::string session_token = {};  ///< of temporary credentials of S3
};

struct HttpRequest {
    enum class Method { get, head };
    std::string url;
    Method method = Method::get;
    std::optional<ByteRange> range;
    std::uint64_t max_bytes = UINT64_MAX;  ///< of the body, unpacked
    bool public_only = false;              ///< refuses addresses of this machine and its network (redirect.hpp)
};

struct HttpResponse {
    long status = 0;
    std::string body;     ///< of 2xx; of a server without ranges what was asked for of the whole
    std::string version;  ///< ETag, else Last-Modified
    std::uint64_t size_bytes = ObjectStat::k_unknown_size;  ///< of the whole object
    std::int64_t modified_ns = 0;                           ///< Last-Modified, since 1970; 0: it does not say
    std::optional<std::uint64_t> range_offset;              ///< what Content-Range says of a 206
    bool is_private = false;  ///< the request began at an address of this machine or its network
};

/// A request under way.
class HttpExchange {
  public:
    virtual ~HttpExchange() = default;
    /// Waits. Any status below 500 but redirects, 408, 425 and 429 is an answer; once.
    virtual Answer<HttpResponse> take() = 0;
    virtual void cancel() = 0;
};

/// Keeps connections, follows redirects by the rules of redirect.hpp, waits as servers ask for (Retry-After, for all
/// requests), uses the proxies of the environment, .netrc, and in SSL_CERT_FILE the authorities that certificates may
/// be signed by, as programs of OpenSSL do. Threads: safe; one thread of its own does the work.
class HttpClient {
  public:
    HttpClient(HttpSettings settings, HttpCredentials credentials);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    std::unique_ptr<HttpExchange> submit(HttpRequest request);
    Traffic traffic() const;

  private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

}  // namespace cairn
