#include "base/storage/http/aws_signature.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/percent.hpp"
#include "base/sha256.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

constexpr std::string_view k_algorithm = "AWS4-HMAC-SHA256";

/// Host and port as the Host header has them: libcurl leaves the port of the scheme out.
std::string host_of(const Url& url) {
    const Authority authority = split_authority(url.authority.value_or(""));
    const std::string_view own_port = url.scheme == "https" ? "443" : "80";
    std::string host(authority.host);
    if (authority.port && !authority.port->empty() && *authority.port != own_port)
        host += fmt::format(":{}", *authority.port);
    return host;
}

/// Parameters sorted by name and value, "name=" where there is no value.
std::string canonical_query(std::string_view query) {
    std::vector<HeaderLine> parameters;
    for (std::size_t begin = 0; begin < query.size();) {
        const std::size_t end = std::min(query.find('&', begin), query.size());
        const std::string_view parameter = query.substr(begin, end - begin);
        const std::size_t equals = std::min(parameter.find('='), parameter.size());
        const auto spelled = [](std::string_view text) {
            return aws_encoded(percent_decode_leniently(text), Slash::encoded);
        };
        parameters.emplace_back(spelled(parameter.substr(0, equals)),
                                spelled(parameter.substr(std::min(equals + 1, parameter.size()))));
        begin = end + 1;
    }
    std::sort(parameters.begin(), parameters.end());
    std::string text;
    for (const auto& [name, value] : parameters) text += fmt::format("{}{}={}", text.empty() ? "" : "&", name, value);
    return text;
}

std::string canonical_path(std::string_view path) {
    return path.empty() ? "/" : aws_encoded(percent_decode_leniently(path), Slash::stays);
}

std::string signed_names(const std::vector<HeaderLine>& headers) {
    std::string names;
    for (const auto& [name, value] : headers) names += (names.empty() ? "" : ";") + name;
    return names;
}

std::string canonical_request(const AwsRequest& request, const Url& url, const std::vector<HeaderLine>& headers) {
    std::string lines;
    for (const auto& [name, value] : headers) lines += fmt::format("{}:{}\n", name, value);
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", request.method, canonical_path(url.path),
                       canonical_query(url.query.value_or("")), lines, signed_names(headers), request.payload_sha256);
}

std::string signing_key(const AwsKeys& keys, std::string_view day, std::string_view region) {
    const std::string of_day = hmac_sha256("AWS4" + keys.secret, day);
    return hmac_sha256(hmac_sha256(hmac_sha256(of_day, region), "s3"), "aws4_request");
}

std::string basic_time(std::int64_t now_s) {
    const auto time = static_cast<std::time_t>(now_s);
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    return fmt::format("{:%Y%m%dT%H%M%SZ}", utc);
}

}  // namespace

std::string aws_encoded(std::string_view text, Slash slash) {
    std::string result;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_' || c == '~' || (c == '/' && slash == Slash::stays);
        if (is_plain) {
            result += c;
        } else {
            append_percent_encoded(result, c);
        }
    }
    return result;
}

std::vector<HeaderLine> aws_signature_headers(const AwsKeys& keys, const AwsRequest& request, std::int64_t now_s) {
    const Url url = split_url(request.url);
    const std::string time = basic_time(now_s);
    const std::string day = time.substr(0, 8);
    std::vector<HeaderLine> added{{"x-amz-content-sha256", std::string(request.payload_sha256)}, {"x-amz-date", time}};
    if (!keys.session_token.empty()) added.emplace_back("x-amz-security-token", keys.session_token);
    std::vector<HeaderLine> all = request.headers;
    all.insert(all.end(), added.begin(), added.end());
    all.emplace_back("host", host_of(url));
    std::sort(all.begin(), all.end());
    const std::string scope = fmt::format("{}/{}/s3/aws4_request", day, request.region);
    const std::string to_sign =
        fmt::format("{}\n{}\n{}\n{}", k_algorithm, time, scope, sha256_of(canonical_request(request, url, all)));
    const std::string signature = hexadecimal(hmac_sha256(signing_key(keys, day, request.region), to_sign));
    added.emplace_back("authorization", fmt::format("{} Credential={}/{},SignedHeaders={},Signature={}", k_algorithm,
                                                    keys.id, scope, signed_names(all), signature));
    return added;
}

}  // namespace cairn
