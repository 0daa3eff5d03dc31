#include "base/storage/http/web_credentials.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/percent.hpp"
#include "base/storage/http/redirect.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

/// The token that may be sent to this URL; empty: none.
std::string bearer_token(const std::string& url, const VariableLookup& variable) {
    const std::string token = variable("CAIRN_BEARER_TOKEN");
    const std::string host = variable("CAIRN_BEARER_HOST");
    if (token.empty()) return {};
    if (host.empty())
        throw std::invalid_argument(
            "CAIRN_BEARER_TOKEN is set without CAIRN_BEARER_HOST: expected the host that may be told the token");
    if (!std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7F; }))
        throw std::invalid_argument("CAIRN_BEARER_TOKEN has a blank or a control character in it");
    const std::string scheme = scheme_of(url);
    const bool is_safe =
        scheme == "https" || is_private_host(split_authority(split_url(url).authority.value_or("")).host);
    return is_safe && is_same_origin(url, scheme + "://" + host) ? token : std::string();
}

}  // namespace

HttpCredentials web_credentials(const std::string& url, const VariableLookup& variable) {
    const Authority authority = split_authority(split_url(url).authority.value_or(""));
    const std::string_view user = authority.user.value_or("");
    const std::size_t colon = std::min(user.find(':'), user.size());
    HttpCredentials credentials{url};
    credentials.user = percent_decode_leniently(user.substr(0, colon));
    credentials.password = percent_decode_leniently(user.substr(std::min(colon + 1, user.size())));
    if (credentials.user.empty()) credentials.bearer_token = bearer_token(url, variable);
    return credentials;
}

}  // namespace cairn
