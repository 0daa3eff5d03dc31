#include "base/storage/http/s3.hpp"

#include <cstdlib>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/url.hpp"

namespace cairn {

S3Place s3_place(std::string_view url, const Variable& variable) {
    const Url parts = split_url(url);
    const std::string bucket(parts.authority.value_or(""));
    if (scheme_of(url) != "s3" || bucket.empty())
        throw std::invalid_argument(std::string(url) + ": expected s3://BUCKET/KEY");
    const auto first_of = [&](const char* name, const char* other) {
        const std::string value = variable(name);
        return value.empty() ? variable(other) : value;
    };
    const std::string endpoint = first_of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
    const std::string named_region = first_of("AWS_REGION", "AWS_DEFAULT_REGION");
    const std::string region = named_region.empty() ? "us-east-1" : named_region;
    const std::string key = percent_encoded(percent_decode(parts.path).value_or(std::string(parts.path)));
    S3Place place;
    if (!endpoint.empty()) {
        place.url = endpoint + (endpoint.ends_with('/') ? "" : "/") + bucket + key;
    } else if (bucket.find('.') != std::string::npos) {  // no certificate has a name with the bucket's dots
        place.url = "https://s3." + region + ".amazonaws.com/" + bucket + key;
    } else {
        place.url = "https://" + bucket + ".s3." + region + ".amazonaws.com" + key;
    }
    const std::string user = variable("AWS_ACCESS_KEY_ID");
    const std::string unsigned_wish = variable("AWS_NO_SIGN_REQUEST");
    place.credentials.origin = place.url;
    if (user.empty() || unsigned_wish == "true" || unsigned_wish == "1" || unsigned_wish == "YES") return place;
    place.credentials = {place.url, user, variable("AWS_SECRET_ACCESS_KEY"), region, variable("AWS_SESSION_TOKEN")};
    return place;
}

S3Place s3_place(std::string_view url) {
    return s3_place(url, [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    });
}

}  // namespace cairn
