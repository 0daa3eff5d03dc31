// URL references, as schemas and links use them (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn::validate {

/// A reference split at its delimiters; an absent part is nullopt, an empty one is not (RFC 3986, appendix B).
struct UrlParts {
    std::optional<std::string_view> scheme;
    std::optional<std::string_view> authority;
    std::string_view path;
    std::optional<std::string_view> query;
    std::optional<std::string_view> fragment;
};

UrlParts split_url(std::string_view reference);

/// Resolves a reference against an absolute base (RFC 3986, 5.2.2). A base that is empty gives the reference itself.
std::string resolve_url(std::string_view base, std::string_view reference);

/// "a//b/./c/../d" -> "a//b/d"; what would leave the top is dropped, as in RFC 3986, 5.2.4.
std::string remove_dot_segments(std::string_view path);

std::string_view without_fragment(std::string_view url);
std::string_view fragment_of(std::string_view url);

/// Replaces %XX by the byte; nullopt when a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace cairn::validate
