// Who asks a web server.
#pragma once

#include <functional>
#include <string>

#include "base/storage/http/aws_signature.hpp"
#include "base/storage/http/environment.hpp"

namespace cairn {

/// Who asks one origin; credentials go to no other, not by redirects either.
struct HttpCredentials {
    std::string origin;  ///< any URL of it; what .netrc says of its host is used as well, but for S3
    std::string user = {};
    std::string password = {};
    std::string bearer_token = {};                ///< takes the place of user and password
    std::string region = {};                      ///< not empty: the origin is a server of S3
    std::function<AwsKeys()> aws_keys = nullptr;  ///< requests are signed with these
};

/// User and password of "https://user:password@host/", or the token of CAIRN_BEARER_TOKEN where CAIRN_BEARER_HOST names
/// this host ("host" or "host:port"); over plain http to this machine alone. Throws std::invalid_argument when there is
/// a token without a host, or one that no header can hold.
HttpCredentials web_credentials(const std::string& url, const VariableLookup& variable = environment_variables());

}  // namespace cairn
