// Percent-encoding (RFC 3986, section 2.1).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// Replaces %XX by the byte; nullopt when a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

/// The same for texts that may hold a '%' of their own, such as paths that somebody wrote by hand: what is no escape
/// stays as it is.
std::string percent_decode_leniently(std::string_view text);

/// A '/'-separated path for use in a URL: what is neither a pchar (section 3.3) nor '/' becomes %XX.
std::string percent_encoded(std::string_view path);

/// Appends "%XX".
void append_percent_encoded(std::string& text, char byte);

}  // namespace cairn
