// Ids become names in the output tree by one fixed rule, and nothing can leave OUT.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Letters, digits and . _ - + = , @ stay; every other byte becomes '_'. A name that was changed, that is longer than 200 bytes, or that is "", ".", "..", starts with '.' or
/// is a reserved name of Windows gets "-" and 10 hexadecimal digits of a hash of the id, so that different ids have different names.
std::string path_name(std::string_view id);

/// Percent-encodes a '/'-separated path for use in an href (RFC 3986 pchar and '/').
std::string percent_encoded(std::string_view path);

}  // namespace cairn
