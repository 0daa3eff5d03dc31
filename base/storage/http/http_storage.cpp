#include "base/storage/http/http_storage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/storage/http/index_page.hpp"
#include "base/storage/http/spans.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

using Kind = StorageFault::Kind;

constexpr std::uint64_t k_bridge = 64 << 10;  // a round trip of 20 ms at 25 Mbit/s
constexpr std::uint64_t k_largest_span = 64 << 20;
constexpr std::int64_t k_second_ns = 1'000'000'000;

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

class FailedRanges final : public PendingRanges {
  public:
    explicit FailedRanges(StorageFault fault) : m_fault(std::move(fault)) {}
    Answer<SeenRanges> take() override { return m_fault; }

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

/// `from`: where the bytes that were asked for begin.
ObjectStat stat_of(const HttpResponse& response, std::uint64_t from) {
    if (response.status == 416)  // what has no first byte is empty; the length is that of the page that says so
        return {from == 0 ? 0 : ObjectStat::k_unknown_size, response.version, response.modified_ns, k_second_ns};
    return {response.size_bytes, response.version, response.modified_ns, k_second_ns};
}

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
      m_client(std::make_shared<HttpClient>(std::move(settings), std::move(credentials))) {}

HttpStorage::HttpStorage(const std::string& url, std::shared_ptr<HttpClient> client)
    : m_root(root_of(url)), m_is_s3(false), m_client(std::move(client)) {}

HttpStorage::HttpStorage(const S3Place& place, std::shared_ptr<HttpClient> client)
    : m_root(root_of(place.url)), m_is_s3(true), m_client(std::move(client)) {}

std::string HttpStorage::place_of(const std::string& key) const {
    return m_root + (m_is_s3 ? aws_encoded(key, Slash::stays) : percent_encoded(key));
}

Answer<HttpResponse> HttpStorage::ask(const std::string& key, HttpRequest::Method method,
                                      std::optional<ByteRange> range) {
    return m_client->submit({place_of(key), method, range, range ? range->size_bytes : 0})->take();
}

/// By a HEAD; by a byte of it where the server has no HEAD, or does not say in it how large the object is.
Answer<ObjectStat> HttpStorage::stat(const std::string& key) {
    if (!is_storage_key(key)) return no_key();
    Answer<HttpResponse> answer = ask(key, HttpRequest::Method::head, std::nullopt);
    if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
    const auto says_nothing = [](const HttpResponse& response) {
        const bool has_no_head = response.status == 405 || response.status == 501;
        return has_no_head || (!fault_of(response) && response.size_bytes == ObjectStat::k_unknown_size);
    };
    if (says_nothing(std::get<HttpResponse>(answer))) answer = ask(key, HttpRequest::Method::get, ByteRange{0, 1});
    if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
    const auto& last = std::get<HttpResponse>(answer);
    if (last.status != 416)
        if (auto fault = fault_of(last)) return std::move(*fault);
    return stat_of(last, 0);
}

std::unique_ptr<PendingRead> HttpStorage::begin_read(const std::string& key, std::uint64_t max_bytes) {
    if (!is_storage_key(key)) return std::make_unique<Failed>(no_key());
    return std::make_unique<Pending>(m_client->submit({place_of(key), HttpRequest::Method::get, {}, max_bytes}));
}

Answer<std::vector<std::string>> HttpStorage::read_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                          const std::string& version) {
    Answer<SeenRanges> seen = read_ranges_and_stat(key, ranges, version);
    if (auto* fault = std::get_if<StorageFault>(&seen)) return std::move(*fault);
    return std::move(std::get<SeenRanges>(seen).parts);
}

/// The spans of one object, each a request under way.
class HttpStorage::Spans final : public PendingRanges {
  public:
    Spans(HttpStorage& storage, const std::string& key, std::vector<ByteRange> ranges, std::string version)
        : m_storage(storage),
          m_ranges(std::move(ranges)),
          m_version(std::move(version)),
          m_spans(joined(m_ranges, k_bridge, k_largest_span)) {
        for (const ByteRange& span : m_spans)
            m_exchanges.push_back(
                storage.m_client->submit({storage.place_of(key), HttpRequest::Method::get, span, span.size_bytes}));
    }

    Answer<SeenRanges> take() override {
        SeenRanges seen;
        std::vector<std::string> bytes;
        for (std::size_t i = 0; i < m_spans.size(); ++i) {
            Answer<HttpResponse> answer = m_exchanges[i]->take();
            if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
            auto& response = std::get<HttpResponse>(answer);
            m_storage.note_ranges(response, m_spans[i]);
            if (i == 0) seen.stat = stat_of(response, m_spans[i].offset);
            Answer<std::string> span =
                span_of(std::move(response), m_spans[i], m_version.empty() && i > 0 ? seen.stat.version : m_version);
            if (auto* fault = std::get_if<StorageFault>(&span)) return std::move(*fault);
            bytes.push_back(std::move(std::get<std::string>(span)));
        }
        for (const ByteRange& range : m_ranges) seen.parts.push_back(part(bytes, range));
        return seen;
    }

  private:
    std::string part(const std::vector<std::string>& bytes, const ByteRange& range) const {
        const auto after = std::upper_bound(m_spans.begin(), m_spans.end(), range.offset,
                                            [](std::uint64_t at, const ByteRange& span) { return at < span.offset; });
        const auto place = static_cast<std::size_t>(after - m_spans.begin());
        if (place == 0 || range.size_bytes == 0) return {};
        return part_of(bytes[place - 1], m_spans[place - 1], range);
    }

    HttpStorage& m_storage;
    std::vector<ByteRange> m_ranges;
    std::string m_version;
    std::vector<ByteRange> m_spans;
    std::vector<std::unique_ptr<HttpExchange>> m_exchanges;
};

std::unique_ptr<PendingRanges> HttpStorage::begin_ranges(const std::string& key, const std::vector<ByteRange>& ranges,
                                                         const std::string& version) {
    if (!is_storage_key(key)) return std::make_unique<FailedRanges>(no_key());
    return std::make_unique<Spans>(*this, key, ranges, version);
}

/// All of an object in the place of a part of it.
void HttpStorage::note_ranges(const HttpResponse& response, const ByteRange& span) {
    const bool is_more = span.offset > 0 || response.size_bytes > span.offset + span.size_bytes;
    if (response.status == 200 && is_more) m_ignores_ranges = true;
}

Answer<std::vector<FolderMember>> HttpStorage::list(const std::string& folder) {
    Answer<ListedFolder> listed = list_where_it_is(folder);
    if (auto* fault = std::get_if<StorageFault>(&listed)) return std::move(*fault);
    return std::move(std::get<ListedFolder>(listed).members);
}

/// The key of a folder that a URL is, or nullopt: it is none of this storage.
std::optional<std::string> HttpStorage::folder_at(const std::string& url) const {
    const std::string root = percent_decode_leniently(normal_url(m_root));
    std::string place = percent_decode_leniently(normal_url(url));
    if (!place.starts_with(root) || !place.ends_with('/')) return std::nullopt;
    place.pop_back();
    std::string key = place.size() < root.size() ? std::string() : place.substr(root.size());
    if (!key.empty() && !is_storage_key(key)) return std::nullopt;
    return key;
}

Answer<ListedFolder> HttpStorage::list_where_it_is(const std::string& folder) {
    constexpr std::uint64_t k_largest_page = 256 << 20;
    if (!folder.empty() && !is_storage_key(folder)) return no_key();
    const std::string url = folder.empty() ? m_root : place_of(folder) + '/';
    Answer<HttpResponse> answer = m_client->submit({url, HttpRequest::Method::get, {}, k_largest_page})->take();
    if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
    const auto& response = std::get<HttpResponse>(answer);
    if (auto fault = fault_of(response)) return std::move(*fault);
    const std::string& seen_at = response.url.empty() ? url : response.url;
    std::vector<FolderMember> members = members_of_index_page(response.body, seen_at);
    if (members.empty() && !is_titled_index_page(response.body))
        return StorageFault{Kind::failed,
                            "the server's page for the folder lists nothing in it; make it list folders "
                            "(nginx: autoindex on), or give the archive a `listing`"};
    return ListedFolder{std::move(members), folder_at(seen_at).value_or(folder)};
}

}  // namespace cairn
