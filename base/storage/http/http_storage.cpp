#include "base/storage/http/http_storage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/storage/http/spans.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_bridge = 64 << 10;  // a round trip of 20 ms at 25 Mbit/s
constexpr std::uint64_t k_largest_span = 64 << 20;

std::string root_of(const std::string& url) {
    Url parts = split_url(url);
    const std::string scheme = scheme_of(url);
    if ((scheme != "http" && scheme != "https") || !parts.authority)
        throw std::invalid_argument(discreet(fmt::format("{}: expected http://host/path or https://host/path", url)));
    if (parts.query || parts.fragment)
        throw std::invalid_argument(
            discreet(fmt::format("{}: expected a URL without '?' and '#', since other URLs are made from it", url)));
    const Authority authority = split_authority(*parts.authority);
    const std::string plain = std::string(authority.host) + (authority.port ? ":" + std::string(*authority.port) : "");
    parts.authority = plain;
    const std::string root = join_url(parts);
    return root.ends_with('/') ? root : root + '/';
}

std::optional<StorageFault> fault_of(const HttpResponse& response) {
    if (response.status >= 200 && response.status < 300) return std::nullopt;
    const std::string status = fmt::format("HTTP status {}", response.status);
    if (response.status == 404 || response.status == 410) return StorageFault{Kind::missing, status};
    if (response.status == 401 || response.status == 403) return StorageFault{Kind::denied, status};
    return StorageFault{Kind::failed, status};
}

StorageFault no_key() { return {Kind::refused, "not a path below the catalog's URL"}; }

class Failed final : public PendingRead {
  public:
    explicit Failed(StorageFault fault) : m_fault(std::move(fault)) {}
    Answer<std::string> take() override { return m_fault; }

  private:
    StorageFault m_fault;
};

class Pending final : public PendingRead {
  public:
    explicit Pending(std::unique_ptr<HttpExchange> exchange) : m_exchange(std::move(exchange)) {}
    Answer<std::string> take() override {
        Answer<HttpResponse> answer = m_exchange->take();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        auto& response = std::get<HttpResponse>(answer);
        if (auto fault = fault_of(response)) return std::move(*fault);
        return std::move(response.body);
    }

  private:
    std::unique_ptr<HttpExchange> m_exchange;
};

/// The bytes of a span, or why there are none.
Answer<std::string> span_of(HttpResponse response, const ByteRange& span, const std::string& version) {
    if (response.status == 416) return std::string();
    if (auto fault = fault_of(response)) return std::move(*fault);
    if (!version.empty() && response.version != version)
        return StorageFault{Kind::changed, "the object was changed while it was read"};
    const bool is_range = response.status == 206;
    if (is_range && response.range_offset != span.offset)
        return StorageFault{Kind::failed, "the server answered with other bytes than it was asked for"};
    if (is_range && response.size_bytes != ObjectStat::k_unknown_size) {
        const std::uint64_t rest = response.size_bytes - std::min(span.offset, response.size_bytes);
        if (response.body.size() != std::min(span.size_bytes, rest))
            return StorageFault{Kind::failed, "the server answered with fewer bytes than it was asked for"};
    }
    return std::move(response.body);
}

/// What a span holds of a range.
std::string part_of(const std::string& bytes, const ByteRange& span, const ByteRange& range) {
    const std::uint64_t begin = range.offset - span.offset;
    return begin >= bytes.size() ? std::string() : bytes.substr(begin, range.size_bytes);
}

}  // namespace

HttpStorage::HttpStorage(const std::string& url, HttpSettings settings)
    : HttpStorage(url, std::move(settings), web_credentials(url)) {}

HttpStorage::HttpStorage(const std::string& url, HttpSettings settings, HttpCredentials credentials)
    : m_root(root_of(url)),
      m_is_s3(!credentials.region.empty()),
      m_in_flight(settings.in_flight),
      m_client(std::move(settings), std::move(credentials)) {}

std::string HttpStorage::place_of(const std::string& key) const {
    return m_root + (m_is_s3 ? aws_encoded(key, Slash::stays) : percent_encoded(key));
}

Answer<ObjectStat> HttpStorage::stat(const std::string& key) {
    if (!is_storage_key(key)) return no_key();
    HttpRequest request{place_of(key), HttpRequest::Method::head, {}, 0};
    Answer<HttpResponse> answer = m_client.submit(request)->take();
    const auto* response = std::get_if<HttpResponse>(&answer);
    if (response != nullptr && (response->status == 405 || response->status == 501)) {  // no HEAD here
        request = {place_of(key), HttpRequest::Method::get, ByteRange{0, 1}, 1};
        answer = m_client.submit(request)->take();
    }
    if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
    const auto& last = std::get<HttpResponse>(answer);
    if (auto fault = fault_of(last)) return std::move(*fault);
    return ObjectStat{last.size_bytes, last.version};
}

std::unique_ptr<PendingRead> HttpStorage::begin_read(const std::string& key, std::uint64_t max_bytes) {
    if (!is_storage_key(key)) return std::make_unique<Failed>(no_key());
    return std::make_unique<Pending>(m_client.submit({place_of(key), HttpRequest::Method::get, {}, max_bytes}));
}

Answer<std::vector<std::string>> HttpStorage::read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                          const std::string& version) {
    if (!is_storage_key(key)) return no_key();
    const std::vector<ByteRange> spans = joined(ranges, k_bridge, k_largest_span);
    std::vector<std::unique_ptr<HttpExchange>> exchanges;
    for (const ByteRange& span : spans)
        exchanges.push_back(m_client.submit({place_of(key), HttpRequest::Method::get, span, span.size_bytes}));
    std::vector<std::string> bytes;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        Answer<HttpResponse> answer = exchanges[i]->take();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        Answer<std::string> span = span_of(std::move(std::get<HttpResponse>(answer)), spans[i], version);
        if (auto* fault = std::get_if<StorageFault>(&span)) return std::move(*fault);
        bytes.push_back(std::move(std::get<std::string>(span)));
    }
    std::vector<std::string> parts;
    for (const ByteRange& range : ranges) {
        const auto after = std::upper_bound(spans.begin(), spans.end(), range.offset,
                                            [](std::uint64_t at, const ByteRange& span) { return at < span.offset; });
        const auto place = static_cast<std::size_t>(after - spans.begin());
        parts.push_back(place == 0 || range.size_bytes == 0 ? std::string()
                                                            : part_of(bytes[place - 1], spans[place - 1], range));
    }
    return parts;
}

}  // namespace cairn
