#include "base/storage/http/transfer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <new>
#include <utility>
#include <vector>

#include "base/sha256.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;
using Method = HttpRequest::Method;

constexpr std::uint64_t k_most_of_an_error = 64 << 10;  // pages that say what went wrong need not end
constexpr std::size_t k_most_headers = 200;
constexpr long k_least_speed = 100;  // bytes a second: what trickles would hold a run up for ever

/// A variable with something in it; else nullptr.
const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr || *value == '\0' ? nullptr : value;
}

bool has_proxy() {
    const auto is_set = [](const char* name) { return variable(name) != nullptr; };
    return is_set("http_proxy") || is_set("https_proxy") || is_set("HTTPS_PROXY") || is_set("all_proxy") ||
           is_set("ALL_PROXY");
}

/// Who may sign certificates, where the system's list is not meant: stores of S3 within an institute have their own.
const char* authorities_file(bool is_s3) {
    const char* of_aws = is_s3 ? variable("AWS_CA_BUNDLE") : nullptr;
    return of_aws != nullptr ? of_aws : variable("SSL_CERT_FILE");
}

const char* name_of(Method method) {
    switch (method) {
        case Method::head:
            return "HEAD";
        case Method::put:
            return "PUT";
        case Method::post:
            return "POST";
        case Method::remove:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
        case Method::get:
            break;
    }
    return "GET";
}

bool is_upload(Method method) { return method == Method::put || method == Method::post; }

}  // namespace

Transfer::Transfer(HttpRequest request, const HttpSettings& settings, const HttpCredentials& credentials,
                   HttpCounters& counters, HttpCounters& spent)
    : m_request(std::move(request)),
      m_settings(settings),
      m_credentials(credentials),
      m_counters(counters),
      m_spent(spent),
      m_url(m_request.url),
      m_start{m_request.url, false} {
    if (!m_credentials.aws_keys || !is_same_origin(m_url, m_credentials.origin)) return;
    m_keys = m_credentials.aws_keys();
    m_payload_sha256 = sha256_of(m_request.body);
}

Transfer::~Transfer() {
    if (m_easy != nullptr) curl_easy_cleanup(m_easy);
    curl_slist_free_all(m_headers);
}

CURL* Transfer::begin() {
    if (m_easy == nullptr) m_easy = curl_easy_init();
    if (m_easy == nullptr) throw std::bad_alloc();
    curl_easy_reset(m_easy);
    m_response = {};
    m_location.clear();
    m_retry_after.clear();
    m_last_modified.clear();
    m_seen = m_counted = 0;
    m_has_enough = false;
    m_fault.reset();
    asks_all_to_wait = false;
    set_options();
    set_method();
    set_credentials();
    set_headers();
    ++m_counters.requests;
    ++m_spent.requests;
    return m_easy;
}

void Transfer::set_options() {
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    set(CURLOPT_URL, m_url.c_str());
    set(CURLOPT_PRIVATE, static_cast<void*>(this));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(m_settings.connect_timeout.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, k_least_speed);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(m_settings.stall_timeout.count()));
    set(CURLOPT_TIMEOUT, static_cast<long>(m_settings.transfer_timeout.count()));
    set(CURLOPT_USERAGENT, "cairn");
    if (const char* authorities = authorities_file(!m_credentials.region.empty()); authorities != nullptr)
        set(CURLOPT_CAINFO, authorities);
    set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &Transfer::on_progress);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    if (must_be_public())
        set(CURLOPT_FRESH_CONNECT, 1L);  // on_socket sees no address of a connection that is used again
    if (m_settings.proxies == HttpSettings::Proxies::none) set(CURLOPT_NOPROXY, "*");
}

void Transfer::set_method() {
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(m_easy, option, value); };
    switch (m_request.method) {
        case Method::head:
            set(CURLOPT_NOBODY, 1L);
            return;
        case Method::put:
        case Method::post:
            set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
            set(CURLOPT_POSTFIELDS, m_request.body.data());
            [[fallthrough]];
        case Method::remove:
        case Method::options:
            set(CURLOPT_CUSTOMREQUEST, name_of(m_request.method));
            return;
        case Method::get:
            break;
    }
    if (m_request.range) {
        const ByteRange& range = *m_request.range;
        const std::uint64_t last = range.offset + std::max<std::uint64_t>(range.size_bytes, 1) - 1;
        set(CURLOPT_RANGE, fmt::format("{}-{}", range.offset, last).c_str());
    } else {
        set(CURLOPT_ACCEPT_ENCODING, "");  // all that libcurl can unpack
    }
}

bool Transfer::must_be_public() const { return m_request.public_only || (m_redirects > 0 && !m_start.is_private); }

void Transfer::set_credentials() {
    const bool is_home = is_same_origin(m_url, m_credentials.origin);
    const bool is_netrc_read = is_home && m_credentials.region.empty() && m_credentials.bearer_token.empty();
    curl_easy_setopt(m_easy, CURLOPT_NETRC,
                     static_cast<long>(is_netrc_read ? CURL_NETRC_OPTIONAL : CURL_NETRC_IGNORED));
    if (!is_home || m_credentials.user.empty() || !m_credentials.bearer_token.empty()) return;
    curl_easy_setopt(m_easy, CURLOPT_USERNAME, m_credentials.user.c_str());
    curl_easy_setopt(m_easy, CURLOPT_PASSWORD, m_credentials.password.c_str());
}

void Transfer::set_headers() {
    std::vector<HeaderLine> lines = m_request.headers;
    const bool is_home = is_same_origin(m_url, m_credentials.origin);
    if (is_home && !m_credentials.bearer_token.empty())
        lines.emplace_back("authorization", "Bearer " + m_credentials.bearer_token);
    if (is_home && !m_payload_sha256.empty()) {
        const AwsRequest request{name_of(m_request.method), m_url, m_credentials.region, m_request.headers,
                                 m_payload_sha256};
        const auto signed_lines = aws_signature_headers(m_keys, request, std::time(nullptr));
        lines.insert(lines.end(), signed_lines.begin(), signed_lines.end());
    }
    curl_slist_free_all(m_headers);
    m_headers = nullptr;
    for (const auto& [name, value] : lines) m_headers = curl_slist_append(m_headers, (name + ": " + value).c_str());
    // libcurl would wait for a second to be told to go on, and call any body a form.
    if (!m_request.body.empty()) m_headers = curl_slist_append(m_headers, "Expect:");
    if (is_upload(m_request.method) && header_value(m_request.headers, "content-type") == nullptr)
        m_headers = curl_slist_append(m_headers, "Content-Type:");
    curl_easy_setopt(m_easy, CURLOPT_HTTPHEADER, m_headers);
}

std::size_t Transfer::on_header(char* text, std::size_t size, std::size_t count, void* self) {
    try {
        static_cast<Transfer*>(self)->take_header({text, size * count});
        return size * count;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

void Transfer::take_header(std::string_view line) {
    if (line.starts_with("HTTP/")) {  // what came before was an answer on the way to this one
        m_response = {};
        m_location.clear();
    }
    std::optional<HeaderLine> header = parse_header_line(line);
    if (!header) return;
    const auto& [name, value] = *header;
    if (name == "etag") m_response.version = etag_text(value);
    if (name == "last-modified") m_last_modified = value;
    if (name == "location") m_location = value;
    if (name == "retry-after") m_retry_after = value;
    if (name == "content-range") take_content_range(value);
    if (name == "content-length" && !m_response.range_offset)
        m_response.size_bytes = parse_header_number(value).value_or(ObjectStat::k_unknown_size);
    if (m_request.wants_details && m_response.headers.size() < k_most_headers)
        m_response.headers.push_back(*std::move(header));
}

void Transfer::take_content_range(std::string_view value) {
    const std::optional<ContentRange> range = parse_content_range(value);
    if (!range) return;
    m_response.range_offset = range->offset;
    m_response.size_bytes = range->whole_size_bytes.value_or(ObjectStat::k_unknown_size);
}

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
    try {
        return static_cast<Transfer*>(self)->take_body({bytes, size * count}) ? size * count : 0;
    } catch (const std::bad_alloc&) {
        static_cast<Transfer*>(self)->m_fault = StorageFault{Kind::failed, "not enough memory for the answer"};
        return 0;
    }
}

bool Transfer::take_body(std::string_view bytes) {
    long status = 0;
    curl_easy_getinfo(m_easy, CURLINFO_RESPONSE_CODE, &status);
    const std::uint64_t begin = m_seen;
    m_seen += bytes.size();
    if (status != 200 && status != 206) {
        if (m_request.wants_details && m_seen <= k_most_of_an_error) m_response.body.append(bytes);
        m_has_enough = m_seen > k_most_of_an_error;
        return !m_has_enough;
    }
    if (m_request.range) {
        // A server without ranges sends the whole: what comes before is passed over, and what follows not waited for.
        const std::uint64_t first = status == 200 ? m_request.range->offset : 0;
        const std::uint64_t end = first + m_request.range->size_bytes;
        const std::uint64_t from = std::clamp(first, begin, m_seen);
        const std::uint64_t to = std::clamp(end, begin, m_seen);
        m_response.body.append(bytes.substr(from - begin, to - from));
        m_has_enough = m_seen > end;
        return !m_has_enough;
    }
    m_response.body.append(bytes);
    if (m_response.body.size() <= m_request.max_bytes) return true;
    m_fault = StorageFault{Kind::too_large, fmt::format("found more than {} bytes", m_request.max_bytes)};
    return false;
}

int Transfer::on_progress(void* data, curl_off_t, curl_off_t now, curl_off_t, curl_off_t) {
    auto& self = *static_cast<Transfer*>(data);
    self.count(now);
    if (self.is_given_up->load()) return 1;
    if (self.m_spent.bytes <= self.m_settings.max_bytes) return 0;
    self.m_fault =
        StorageFault{Kind::over_budget, fmt::format("the budget of {} bytes is used up", self.m_settings.max_bytes)};
    return 1;
}

void Transfer::count(curl_off_t bytes_now) {
    const auto now = static_cast<std::uint64_t>(bytes_now);
    if (now <= m_counted) return;
    m_counters.bytes += now - m_counted;
    m_spent.bytes += now - m_counted;
    m_counted = now;
}

curl_socket_t Transfer::on_socket(void* data, curlsocktype, curl_sockaddr* address) {
    auto& self = *static_cast<Transfer*>(data);
    // Behind a proxy the address is the proxy's, and says nothing.
    const bool was_redirected = self.m_redirects > 0 && !self.m_start.is_private;
    if (self.must_be_public() && !has_proxy() && is_private_address(address->addr)) {
        const std::string_view what = was_redirected ? "a redirect" : "a reference";
        self.m_fault = StorageFault{
            Kind::refused, fmt::format("{} from a public server to an address of this machine or its network", what)};
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void Transfer::learn_where_it_began() {
    if (m_redirects > 0) return;
    const char* address = nullptr;
    if (!has_proxy()) curl_easy_getinfo(m_easy, CURLINFO_PRIMARY_IP, &address);
    const std::string host(split_authority(split_url(m_url).authority.value_or("")).host);
    m_start.is_private = is_private_host(address == nullptr || *address == '\0' ? host : address);
}

void Transfer::fail(StorageFault fault) { promise.set_value(std::move(fault)); }

}  // namespace cairn
