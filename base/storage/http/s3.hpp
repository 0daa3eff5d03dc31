// Object stores with the interface of S3, as web servers: where a bucket is and who signs.
#pragma once

#include <string>
#include <string_view>

#include "base/storage/http/aws_credentials.hpp"
#include "base/storage/http/client.hpp"
#include "base/storage/http/environment.hpp"
#include "base/storage/http/s3_options.hpp"

namespace cairn {

struct S3Place {
    std::string url;         ///< of "s3://bucket/key", http or https
    std::string bucket_url;  ///< of the bucket, with a final '/'
    std::string key;         ///< as bytes, without a '/' before
    HttpCredentials credentials;
};

/// Where an "s3://bucket/key" is and who asks, as the tools of AWS have it:
/// - endpoint: the option, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, endpoint_url of the profile; else AWS;
/// - region: the option, AWS_REGION, AWS_DEFAULT_REGION, region of the profile; else us-east-1;
/// - addressing: the option, s3.addressing_style of the profile; else by path where there is an endpoint or the
/// bucket's
///   name has a dot (no certificate has such a name), by the name of the host where not;
/// - keys: aws_credentials.hpp; nobody signs with the option, with AWS_NO_SIGN_REQUEST=true, and where there are none.
/// Throws std::invalid_argument for what is no such URL, and as aws_key_source.
S3Place s3_place(std::string_view url, const S3Options& options = {},
                 const VariableLookup& variable = environment_variables());

}  // namespace cairn
