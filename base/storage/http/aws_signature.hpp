// Requests signed for S3: AWS Signature, version 4, in headers ("Authenticating Requests: Using the Authorization
// Header" of the S3 API reference). Our own, since libcurl 7.88 spells paths and queries otherwise than servers check.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/http/headers.hpp"

namespace cairn {

/// Who asks. Temporary keys have a session token and a time at which they end.
struct AwsKeys {
    std::string id;
    std::string secret;
    std::string session_token = {};
    std::optional<std::int64_t> expires_s = std::nullopt;  ///< seconds since 1970
};

struct AwsRequest {
    std::string_view method;  ///< "GET"
    std::string_view url;     ///< as it is sent: absolute, without a fragment
    std::string_view region;
    std::vector<HeaderLine> headers = {};  ///< sent beside; they are signed, too
    std::string_view payload_sha256;       ///< of the body, 64 hexadecimal digits
};

/// The headers to add: x-amz-date, x-amz-content-sha256, x-amz-security-token where there is one, authorization.
std::vector<HeaderLine> aws_signature_headers(const AwsKeys& keys, const AwsRequest& request, std::int64_t now_s);

/// The only spelling that signatures know: all but letters, digits and "-._~" becomes %XX. Servers of S3 take '+' in a
/// path for a blank, so that paths are sent like this, too.
enum class Slash { stays, encoded };
std::string aws_encoded(std::string_view text, Slash slash);

}  // namespace cairn
