#include "base/storage/http/s3_bucket.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/markup.hpp"

namespace cairn {

namespace {

constexpr std::uint64_t k_largest_page = 64 << 20;

HttpRequest request_of(std::string url, HttpRequest::Method method) {
    HttpRequest request{std::move(url), method};
    request.wants_details = true;
    return request;
}

std::vector<HeaderLine> headers_of(const S3Upload& upload) {
    std::vector<HeaderLine> headers{{"content-type", upload.content_type}};
    if (!upload.cache_control.empty()) headers.emplace_back("cache-control", upload.cache_control);
    return headers;
}

template <class T, class Read>
S3Pending<T> pending(std::unique_ptr<HttpExchange> exchange, Read read) {
    return {std::move(exchange), [read](HttpResponse&& response) -> Answer<T> {
                if (auto fault = s3_fault(response)) return *std::move(fault);
                return read(std::move(response));
            }};
}

}  // namespace

S3Bucket::S3Bucket(const S3Place& place, HttpSettings settings)
    : S3Bucket(place, std::make_shared<HttpClient>(std::move(settings), place.credentials)) {}

S3Bucket::S3Bucket(const S3Place& place, std::shared_ptr<HttpClient> client)
    : m_url(place.bucket_url), m_client(std::move(client)) {}

S3Pending<S3Page> S3Bucket::list(const S3ListRequest& asked) {
    const auto parameter = [](std::string_view name, const std::string& value) {
        return value.empty() ? std::string() : fmt::format("&{}={}", name, aws_encoded(value, Slash::encoded));
    };
    HttpRequest request =
        request_of(fmt::format("{}?list-type=2&encoding-type=url&max-keys={}{}{}{}", m_url, asked.largest_page,
                               parameter("prefix", asked.prefix), parameter("delimiter", asked.delimiter),
                               parameter("continuation-token", asked.token)),
                   HttpRequest::Method::get);
    request.max_bytes = k_largest_page;
    return pending<S3Page>(m_client->submit(std::move(request)),
                           [](HttpResponse&& response) { return parse_s3_page(response.body); });
}

S3Pending<std::string> S3Bucket::get(const std::string& key, std::uint64_t max_bytes) {
    HttpRequest request = request_of(url_of(key), HttpRequest::Method::get);
    request.max_bytes = max_bytes;
    return pending<std::string>(m_client->submit(std::move(request)),
                                [](HttpResponse&& response) { return std::move(response.body); });
}

S3Pending<ObjectStat> S3Bucket::head(const std::string& key) {
    return pending<ObjectStat>(m_client->submit(request_of(url_of(key), HttpRequest::Method::head)),
                               [](HttpResponse&& response) {
                                   return ObjectStat{response.size_bytes, response.version, response.modified_ns};
                               });
}

S3Pending<std::string> S3Bucket::put(S3Upload upload) {
    HttpRequest request = request_of(url_of(upload.key), HttpRequest::Method::put);
    request.body = std::move(upload.bytes);
    request.headers = headers_of(upload);
    return pending<std::string>(m_client->submit(std::move(request)),
                                [](HttpResponse&& response) { return response.version; });
}

S3Pending<S3Done> S3Bucket::remove(const std::string& key) {
    std::unique_ptr<HttpExchange> exchange = m_client->submit(request_of(url_of(key), HttpRequest::Method::remove));
    return {std::move(exchange), [](HttpResponse&& response) -> Answer<S3Done> {
                const std::optional<StorageFault> fault = s3_fault(response);
                if (fault && fault->kind != StorageFault::Kind::missing) return *fault;
                return S3Done{};
            }};
}

S3Pending<std::string> S3Bucket::begin_parts(const S3Upload& upload) {
    HttpRequest request = request_of(url_of(upload.key) + "?uploads", HttpRequest::Method::post);
    request.headers = headers_of(upload);
    return pending<std::string>(m_client->submit(std::move(request)),
                                [](HttpResponse&& response) -> Answer<std::string> {
                                    std::string id = s3_element(response.body, "UploadId");
                                    if (id.empty())
                                        return StorageFault{StorageFault::Kind::failed, "the server gives no UploadId"};
                                    return id;
                                });
}

S3Pending<std::string> S3Bucket::put_part(const std::string& key, const std::string& id, std::size_t number,
                                          std::string bytes) {
    HttpRequest request =
        request_of(fmt::format("{}?partNumber={}&uploadId={}", url_of(key), number, aws_encoded(id, Slash::encoded)),
                   HttpRequest::Method::put);
    request.body = std::move(bytes);
    return pending<std::string>(m_client->submit(std::move(request)),
                                [](HttpResponse&& response) { return response.version; });
}

S3Pending<S3Done> S3Bucket::end_parts(const std::string& key, const std::string& id,
                                      const std::vector<std::string>& etags) {
    HttpRequest request =
        request_of(url_of(key) + "?uploadId=" + aws_encoded(id, Slash::encoded), HttpRequest::Method::post);
    request.body = "<CompleteMultipartUpload>";
    for (std::size_t i = 0; i < etags.size(); ++i)
        request.body +=
            fmt::format("<Part><PartNumber>{}</PartNumber><ETag>\"{}\"</ETag></Part>", i + 1, escaped_markup(etags[i]));
    request.body += "</CompleteMultipartUpload>";
    request.headers.emplace_back("content-type", "application/xml");
    return pending<S3Done>(m_client->submit(std::move(request)), [](HttpResponse&& response) -> Answer<S3Done> {
        // The answer begins before the work ends: an error may stand in an answer of success.
        const std::string code = s3_element(response.body, "Code");
        if (!code.empty()) return StorageFault{StorageFault::Kind::failed, "the server could not join the parts"};
        return S3Done{};
    });
}

S3Pending<S3Done> S3Bucket::give_up_parts(const std::string& key, const std::string& id) {
    return pending<S3Done>(m_client->submit(request_of(url_of(key) + "?uploadId=" + aws_encoded(id, Slash::encoded),
                                                       HttpRequest::Method::remove)),
                           [](HttpResponse&&) { return S3Done{}; });
}

std::optional<StorageFault> list_objects(S3Bucket& bucket, const std::string& prefix,
                                         const std::function<void(std::vector<S3Object>&& objects)>& take) {
    S3ListRequest request{prefix, {}, {}, 1000};
    do {
        Answer<S3Page> answer = bucket.list(request).take();
        if (auto* fault = std::get_if<StorageFault>(&answer)) return std::move(*fault);
        auto& page = std::get<S3Page>(answer);
        request.token = std::move(page.next_token);
        take(std::move(page.objects));
    } while (!request.token.empty());
    return std::nullopt;
}

}  // namespace cairn
