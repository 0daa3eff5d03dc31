#include "base/storage/http/s3.hpp"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

std::string first_of(std::initializer_list<std::string> values) {
    const auto found =
        std::find_if(values.begin(), values.end(), [](const std::string& value) { return !value.empty(); });
    return found == values.end() ? std::string() : *found;
}

std::string setting(const AwsProfile& profile, const std::string& name) {
    const auto found = profile.find(name);
    return found == profile.end() ? std::string() : found->second;
}

bool is_wish(const std::string& value) { return value == "true" || value == "1" || value == "YES"; }

/// Whether it can name a bucket or a region: they become parts of names of hosts, and of headers.
bool is_name(std::string_view text) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == '_';
    };
    return !text.empty() && text.size() <= 255 && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), is_plain);
}

std::string endpoint_without_slash(std::string endpoint) {
    const Url parts = split_url(endpoint);
    const std::string scheme = scheme_of(endpoint);
    if ((scheme != "http" && scheme != "https") || !parts.authority || parts.authority->empty() || parts.query ||
        parts.fragment || split_authority(*parts.authority).user)
        throw std::invalid_argument(discreet(endpoint) +
                                    ": expected the URL of a server of S3, https://HOST or http://HOST:PORT");
    while (endpoint.ends_with('/')) endpoint.pop_back();
    return endpoint;
}

S3Options::Addressing addressing_of(const S3Options& options, const std::string& style, bool has_endpoint,
                                    const std::string& bucket) {
    using Addressing = S3Options::Addressing;
    if (options.addressing != Addressing::automatic) return options.addressing;
    if (style == "path") return Addressing::path;
    if (style == "virtual") return Addressing::virtual_host;
    return has_endpoint || bucket.find('.') != std::string::npos ? Addressing::path : Addressing::virtual_host;
}

std::string bucket_url_of(const std::string& endpoint, const std::string& bucket, S3Options::Addressing addressing) {
    if (addressing == S3Options::Addressing::path) return endpoint + "/" + bucket + "/";
    const std::size_t host = endpoint.find("://") + 3;
    return endpoint.substr(0, host) + bucket + "." + endpoint.substr(host) + "/";
}

}  // namespace

S3Place s3_place(std::string_view url, const S3Options& options, const VariableLookup& variable) {
    // Keys may have '?' and '#' in them, which end the path of other URLs.
    const std::string_view named = url.substr(std::min(url.size(), std::string_view("s3://").size()));
    const std::size_t slash = std::min(named.find('/'), named.size());
    const std::string bucket(named.substr(0, slash));
    if (scheme_of(url) != "s3" || url.substr(2, 3) != "://" || !is_name(bucket))
        throw std::invalid_argument(discreet(std::string(url)) + ": expected s3://BUCKET/KEY");
    const bool is_anonymous = options.is_anonymous || is_wish(variable("AWS_NO_SIGN_REQUEST"));
    // Who asks for no signature may have a profile that is broken.
    const NamedProfile profile =
        is_anonymous && options.profile.empty() ? NamedProfile{} : aws_profile(options.profile, variable);
    const std::string region = first_of({options.region, variable("AWS_REGION"), variable("AWS_DEFAULT_REGION"),
                                         setting(profile.settings, "region"), "us-east-1"});
    if (!is_name(region)) throw std::invalid_argument("the region of S3 is no name: expected one like eu-west-2");
    const std::string named_endpoint =
        first_of({options.endpoint, variable("AWS_ENDPOINT_URL_S3"), variable("AWS_ENDPOINT_URL"),
                  setting(profile.settings, "endpoint_url")});
    const std::string endpoint =
        endpoint_without_slash(named_endpoint.empty() ? "https://s3." + region + ".amazonaws.com" : named_endpoint);
    const auto addressing =
        addressing_of(options, setting(profile.settings, "s3.addressing_style"), !named_endpoint.empty(), bucket);
    S3Place place;
    place.bucket_url = bucket_url_of(endpoint, bucket, addressing);
    place.key = percent_decode_leniently(named.substr(slash));
    place.key.erase(0, std::min(place.key.find_first_not_of('/'), place.key.size()));
    place.url = place.bucket_url + aws_encoded(place.key, Slash::stays);
    place.credentials.origin = place.bucket_url;
    place.credentials.region = region;
    if (is_anonymous) return place;
    place.credentials.aws_keys = aws_key_source(
        profile, options.profile.empty() ? ProfileChoice::by_environment : ProfileChoice::by_option, variable);
    return place;
}

}  // namespace cairn
