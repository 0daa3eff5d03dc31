// HTTP requests, many at once on one thread, made again where that helps.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/storage/http/headers.hpp"
#include "base/storage/http/retry.hpp"
#include "base/storage/http/web_credentials.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// Requests and bytes so far.
struct HttpCounters {
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> bytes{0};
};

struct HttpSettings {
    std::size_t in_flight = 64;  ///< requests at once, and connections
    double per_second = 0;       ///< requests a second, attempts and redirects among them; 0: no limit
    RetryRules retries;
    std::chrono::milliseconds connect_timeout{15'000};
    std::chrono::seconds stall_timeout{60};      ///< without a byte
    std::chrono::seconds transfer_timeout{900};  ///< a whole answer, of which each byte may come in time
    std::uint64_t max_requests = UINT64_MAX;     ///< budget, redirects and attempts among them
    std::uint64_t max_bytes = UINT64_MAX;        ///< budget of bytes as they come over the wire
    /// What the budgets are of: all clients with the same counters together; null: each client has its own.
    std::shared_ptr<HttpCounters> spent = nullptr;
    enum class Proxies { of_environment, none };
    Proxies proxies = Proxies::of_environment;
};

struct HttpRequest {
    enum class Method { get, head, put, post, remove, options };
    enum class Redirects { are_followed, are_answers };  ///< of put, post and remove they always are answers
    std::string url;
    Method method = Method::get;
    std::optional<ByteRange> range = std::nullopt;
    std::uint64_t max_bytes = UINT64_MAX;  ///< of the answer's body, unpacked
    bool public_only = false;              ///< refuses addresses of this machine and its network (redirect.hpp)
    std::vector<HeaderLine> headers = {};  ///< names in small letters
    std::string body = {};                 ///< of put and post
    Redirects redirects = Redirects::are_followed;
    bool wants_details = false;  ///< the headers of the answer, and of errors the beginning of the body
};

struct HttpResponse {
    long status = 0;
    std::string body;     ///< of 2xx; of a server without ranges what was asked for of the whole
    std::string version;  ///< the text of the ETag (headers.hpp), else Last-Modified
    std::uint64_t size_bytes = ObjectStat::k_unknown_size;  ///< of the whole object
    std::int64_t modified_ns = 0;                           ///< Last-Modified, since 1970; 0: it does not say
    std::optional<std::uint64_t> range_offset;              ///< what Content-Range says of a 206
    std::string url;                       ///< where redirects led to; empty: there were none
    bool is_private = false;               ///< the request began at an address of this machine or its network
    std::vector<HeaderLine> headers = {};  ///< where details were wanted; names in small letters
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

    /// Digests and keys of signatures are seen to on the caller's thread, which may wait for them.
    std::unique_ptr<HttpExchange> submit(HttpRequest request);
    Traffic traffic() const;
    std::size_t in_flight() const;

  private:
    class Loop;
    std::unique_ptr<Loop> m_loop;
};

}  // namespace cairn
