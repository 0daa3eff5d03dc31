#include "base/storage/http/redirect.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/letters.hpp"
#include "base/url.hpp"

namespace cairn {

namespace {

struct Network {
    std::uint32_t address;
    int bits;
};

/// The IANA registry of special-purpose addresses (RFC 6890), as far as they are not global.
constexpr std::array<Network, 10> k_private{{{0x00000000, 8},
                                             {0x0A000000, 8},
                                             {0x64400000, 10},
                                             {0x7F000000, 8},
                                             {0xA9FE0000, 16},
                                             {0xAC100000, 12},
                                             {0xC0000000, 24},
                                             {0xC0A80000, 16},
                                             {0xC6120000, 15},
                                             {0xE0000000, 3}}};

bool is_private_ipv4(std::uint32_t address) {
    return std::any_of(k_private.begin(), k_private.end(), [address](const Network& network) {
        return (address ^ network.address) >> (32 - network.bits) == 0;
    });
}

bool is_private_ipv6(const in6_addr& address) {
    const std::uint8_t* bytes = address.s6_addr;
    constexpr std::array<std::uint8_t, 12> k_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    constexpr std::array<std::uint8_t, 12> k_translated{0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    if (std::equal(k_mapped.begin(), k_mapped.end(), bytes) ||
        std::equal(k_translated.begin(), k_translated.end(), bytes)) {
        std::uint32_t inner = 0;
        std::memcpy(&inner, bytes + 12, sizeof inner);
        return is_private_ipv4(ntohl(inner));
    }
    return (bytes[0] & 0xE0) != 0x20;  // all of 2000::/3 is global, and nothing else
}

std::string port_of(const Authority& authority, std::string_view scheme) {
    if (authority.port && !authority.port->empty()) return std::string(*authority.port);
    return scheme == "https" ? "443" : "80";
}

}  // namespace

bool is_private_address(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in ipv4{};
        std::memcpy(&ipv4, &address, sizeof ipv4);
        return is_private_ipv4(ntohl(ipv4.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6) return true;
    sockaddr_in6 ipv6{};
    std::memcpy(&ipv6, &address, sizeof ipv6);
    return is_private_ipv6(ipv6.sin6_addr);
}

bool is_private_host(std::string_view host) {
    std::string name = in_small_letters(host);
    if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
    while (name.ends_with('.')) name.pop_back();
    in_addr ipv4{};
    in6_addr ipv6{};
    // inet_aton knows the spellings that resolvers take: 127.1, 0x7f000001, 2130706433.
    if (::inet_aton(name.c_str(), &ipv4) != 0) return is_private_ipv4(ntohl(ipv4.s_addr));
    if (::inet_pton(AF_INET6, name.c_str(), &ipv6) == 1) return is_private_ipv6(ipv6);
    return name == "localhost" || name.ends_with(".localhost");
}

std::string redirect_refusal(const RedirectStart& start, std::string_view to) {
    const std::string scheme = scheme_of(to);
    if (scheme != "http" && scheme != "https") return "a redirect to something that is neither http nor https";
    if (scheme == "http" && scheme_of(start.url) == "https") return "a redirect from https to http";
    const Url target = split_url(to);
    if (!target.authority || target.authority->empty()) return "a redirect to a URL without a host";
    if (!start.is_private && is_private_host(split_authority(*target.authority).host))
        return "a redirect from a public server to an address of this machine or its network";
    return {};
}

bool is_same_origin(std::string_view url, std::string_view other) {
    const std::string scheme = scheme_of(url);
    if (scheme != scheme_of(other)) return false;
    const Authority one = split_authority(split_url(url).authority.value_or(""));
    const Authority two = split_authority(split_url(other).authority.value_or(""));
    return in_small_letters(one.host) == in_small_letters(two.host) && port_of(one, scheme) == port_of(two, scheme);
}

}  // namespace cairn
