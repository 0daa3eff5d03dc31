// One request while libcurl carries it out: what its callbacks are told.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <string>

#include "base/storage/http/client.hpp"
#include "base/storage/http/redirect.hpp"

namespace cairn {

/// From its submission to its answer, through redirects and attempts. Threads: that of the loop, but for `is_given_up`
/// and the constructor, which may wait for keys and takes the digest of the body.
class Transfer {
  public:
    Transfer(HttpRequest request, const HttpSettings& settings, const HttpCredentials& credentials,
             HttpCounters& counters, HttpCounters& spent);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    /// What is to happen after libcurl is done with it.
    enum class Next { answered, again };

    CURL* begin();            ///< the handle for an attempt; counts as a request
    Next end(CURLcode code);  ///< judges the attempt; `again`: at `due`
    void fail(StorageFault fault);

    std::promise<Answer<HttpResponse>> promise;
    std::shared_ptr<std::atomic<bool>> is_given_up = std::make_shared<std::atomic<bool>>(false);
    std::chrono::steady_clock::time_point due{};  ///< not before
    bool asks_all_to_wait = false;                ///< until `due`: the server said so

  private:
    static std::size_t on_header(char* text, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
    static int on_progress(void* self, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t);
    static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

    void set_options();
    void set_method();
    void set_credentials();
    void set_headers();
    bool must_be_public() const;  ///< this attempt: no address of this machine or its network will do
    void take_header(std::string_view line);
    void take_content_range(std::string_view value);
    bool take_body(std::string_view bytes);
    void count(curl_off_t bytes_now);
    void learn_where_it_began();
    Next follow(const std::string& location);
    Next retry(StorageFault fault, bool is_asked);
    std::string why_timed_out() const;
    bool follows_redirects() const;
    Next judge_status();

    HttpRequest m_request;
    const HttpSettings& m_settings;
    const HttpCredentials& m_credentials;
    AwsKeys m_keys;  ///< to sign with, where requests are signed
    std::string m_payload_sha256;
    HttpCounters& m_counters;  ///< of the client
    HttpCounters& m_spent;     ///< what budgets are of
    CURL* m_easy = nullptr;
    curl_slist* m_headers = nullptr;
    std::string m_url;  ///< of this attempt
    RedirectStart m_start;
    int m_attempt = 1;
    int m_redirects = 0;

    // The attempt under way.
    HttpResponse m_response;
    std::string m_location;
    std::string m_retry_after;
    std::string m_last_modified;
    std::uint64_t m_seen = 0;     ///< bytes of the body
    std::uint64_t m_counted = 0;  ///< of those over the wire
    bool m_has_enough = false;    ///< ended by us, with all that is needed
    std::optional<StorageFault> m_fault;
};

}  // namespace cairn
