// URLs and references to them (RFC 3986): the one place that takes them apart and resolves them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// A reference split at its delimiters; an absent part is nullopt, an empty one is not (RFC 3986, appendix B).
/// The parts are views into the text.
struct Url {
    std::optional<std::string_view> scheme;
    std::optional<std::string_view> authority;
    std::string_view path;
    std::optional<std::string_view> query;
    std::optional<std::string_view> fragment;
};

Url split_url(std::string_view reference);

/// The text that has these parts.
std::string join_url(const Url& url);

/// Whether a text is a scheme: a letter, then letters, digits, '+', '-' and '.' (section 3.1).
bool is_scheme(std::string_view text);

/// The scheme of a reference in lower case; empty: it has none.
std::string scheme_of(std::string_view reference);

/// Whether a reference begins with a scheme of two characters or more: "c:/x" has a drive.
bool has_scheme(std::string_view reference);

/// An authority split at '@' and ':' (section 3.2). The brackets of an IPv6 address belong to the host.
struct Authority {
    std::optional<std::string_view> user;  ///< "user:password"
    std::string_view host;
    std::optional<std::string_view> port;
};
Authority split_authority(std::string_view authority);

/// Resolves a reference against an absolute base (RFC 3986, 5.2.2). A base that is empty gives the reference itself.
std::string resolve_url(std::string_view base, std::string_view reference);

/// "a//b/./c/../d" -> "a//b/d"; what would leave the top is dropped, as in RFC 3986, 5.2.4.
std::string remove_dot_segments(std::string_view path);

/// The same URL in one spelling (section 6.2.2 and, for ports, 6.2.3): scheme and host in small letters, no port that
/// is the scheme's own, no dot segments, escapes of letters, digits and "-._~" undone, all others in capitals.
std::string normal_url(std::string_view url);

std::string_view without_fragment(std::string_view url);
std::string_view fragment_of(std::string_view url);

}  // namespace cairn
