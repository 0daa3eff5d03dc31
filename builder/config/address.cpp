#include "builder/config/address.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/data_schemes.hpp"
#include "base/percent.hpp"
#include "base/secrets.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "base/web_place.hpp"

namespace cairn {

namespace {

constexpr std::size_t k_longest_shown = 200;

/// Enough to know a URL again: nothing that may be a secret, whether it is known as one or not.
std::string shown(std::string_view url) {
    std::string text = without_secrets(url, UrlText::whole).value_or(std::string(url));
    const std::size_t cut = std::min({text.find_first_of("?#"), text.size(), k_longest_shown});
    const bool is_cut = cut < text.size();
    text.resize(cut);
    const std::size_t at = text.rfind('@');
    if (at != std::string::npos) text = "..." + text.substr(at);
    return to_utf8(text + (is_cut ? "..." : ""));
}

bool is_of_no_url(char c) {
    constexpr std::string_view k_never = "\"<>\\^`{|}";  // RFC 3986, section 2
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || k_never.find(c) != std::string_view::npos;
}

bool has_dot_segment(std::string_view path) {
    const std::string decoded = '/' + percent_decode_leniently(path) + '/';
    return decoded.find("/../") != std::string::npos || decoded.find("/./") != std::string::npos;
}

std::string_view allowed(Address address) {
    switch (address) {
        case Address::files:
            return "https://host/path, s3://bucket/prefix, file:///path or /path, without query, fragment, '..' and "
                   "white space";
        case Address::catalog:
            return "https://host/path, s3://bucket/prefix or file:///path, without query, fragment, '..' and white "
                   "space";
        case Address::page:
            break;
    }
    return "https://host/path, without white space";
}

std::optional<std::string> fault_of_host(std::string_view scheme, const Url& parts) {
    if (!parts.authority) return fmt::format("has no '//' behind its scheme '{}:'", scheme);
    const Authority authority = split_authority(*parts.authority);
    if (scheme == "file" && !parts.authority->empty()) return "names a file of another machine";
    if (scheme == "file") return parts.path.empty() ? std::optional<std::string>("has no path") : std::nullopt;
    if (authority.host.empty()) return "has no host";
    const std::string_view port = authority.port.value_or("");
    const bool is_port = port.size() <= 5 && port.find_first_not_of("0123456789") == std::string_view::npos;
    return is_port ? std::nullopt : std::optional<std::string>("has a port that is no number");
}

std::optional<std::string> fault_of_scheme(std::string_view url, const Url& parts, Address address) {
    const std::string scheme = scheme_of(url);
    if (scheme.empty() && address == Address::files && url.starts_with('/') && !url.starts_with("//"))
        return std::nullopt;
    if (scheme.empty()) return "has no scheme";
    const bool is_web = scheme == "http" || scheme == "https";
    if (address == Address::page ? !is_web : !is_data_scheme(scheme))
        return fmt::format("has the scheme '{}:'", scheme.substr(0, 30));
    return fault_of_host(scheme, parts);
}

std::optional<std::string> fault_of(std::string_view url, Address address) {
    if (url.empty()) return "is empty";
    if (std::any_of(url.begin(), url.end(), is_of_no_url)) return "has characters that no URL has";
    if (!is_utf8(url)) return "is not UTF-8";
    if (without_secrets(url, UrlText::whole))
        return "holds credentials or a signature, which everybody could read in the catalog";
    const Url parts = split_url(url);
    if (auto fault = fault_of_scheme(url, parts, address)) return fault;
    if (address == Address::page) return std::nullopt;
    if (parts.query || parts.fragment) return "has a query or fragment, which no path can follow";
    if (has_dot_segment(parts.path)) return "has '.' or '..' in its path";
    return std::nullopt;
}

}  // namespace

std::optional<std::string> complaint_about_address(std::string_view url, Address address) {
    const auto fault = fault_of(url, address);
    if (!fault) return std::nullopt;
    return fmt::format("found '{}', which {}; allowed: {}", shown(url), *fault, allowed(address));
}

std::optional<std::string> complaint_about_root(std::string_view root) {
    if (root.find("://") == std::string_view::npos || !has_scheme(root)) return std::nullopt;
    if (is_web(root)) {
        if (!without_secrets(root, UrlText::whole)) return complaint_about_address(root, Address::files);
        return fmt::format("found '{}', which holds credentials; allowed: https://host/path, http://host/path and "
                           "s3://bucket/prefix; credentials come from .netrc or the variables and profiles of AWS",
                           shown(root));
    }
    return fmt::format("found '{}', from which nothing is fetched; allowed: a path, https://host/path, "
                       "http://host/path and s3://bucket/prefix",
                       shown(root));
}

bool is_linkable(std::string_view url) {
    constexpr std::array<std::string_view, 4> k_names{"mailto", "doi", "urn", "info"};
    // Browsers pass over blanks and control characters in and before a scheme.
    std::string tidy;
    for (const char c : url.substr(0, 100))
        if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) tidy += c;
    const std::string scheme = scheme_of(tidy);
    return scheme.empty() || is_data_scheme(scheme) ||
           std::find(k_names.begin(), k_names.end(), scheme) != k_names.end();
}

}  // namespace cairn
