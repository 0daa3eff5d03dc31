// Which redirects are followed: a catalog of the net must not make its reader fetch what only the reader can reach.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace cairn {

/// Loopback, link-local, private (RFC 1918, RFC 4193), shared (RFC 6598), unspecified and the like; IPv4 addresses
/// within IPv6 count as what they are. Anything but IPv4 and IPv6 is private.
bool is_private_address(const sockaddr& address);

/// The same of the host of a URL where it is an address or "localhost"; a name can only be judged when it is resolved.
bool is_private_host(std::string_view host);

/// What is known of where a request began.
struct RedirectStart {
    std::string url;
    bool is_private = false;  ///< it was answered from a private address
};

/// Why a redirect of `start` to the absolute URL `to` is not followed; empty: it is.
std::string redirect_refusal(const RedirectStart& start, std::string_view to);

/// Whether scheme, host and port are the same: credentials go nowhere else.
bool is_same_origin(std::string_view url, std::string_view other);

}  // namespace cairn
