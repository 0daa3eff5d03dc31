// Object stores with the interface of S3, as web servers: a URL of theirs and how requests are signed.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/storage/http/client.hpp"

namespace cairn {

struct S3Place {
    std::string url;              ///< of "s3://bucket/key", http or https
    HttpCredentials credentials;  ///< without a region when nobody signs
};

/// A variable of the environment; empty when it is not set.
using Variable = std::function<std::string(const char* name)>;

/// Where an "s3://bucket/key" is, by the variables that the tools of AWS know: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL
/// (the bucket is then the first folder), AWS_REGION, AWS_DEFAULT_REGION, and AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
/// AWS_SESSION_TOKEN; without a key, or with AWS_NO_SIGN_REQUEST=true, requests are anonymous. Profiles and roles of
/// machines are not looked at. Throws std::invalid_argument for a URL without a bucket.
S3Place s3_place(std::string_view url, const Variable& variable);
S3Place s3_place(std::string_view url);

}  // namespace cairn
