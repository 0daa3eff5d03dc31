// URIs, IRIs, e-mail addresses and host addresses, as the formats of JSON Schema want them.
#pragma once

#include <string_view>

namespace cairn::validate {

/// `ascii`: to the letter of RFC 3986 and 5321. `unicode`: the international kinds, IRIs (RFC 3987) as clients read
/// them: blanks, braces of URL templates and the like are escaped before use, so that only control characters are
/// wrong. Strict rules would reject catalogs that every client reads; ajv with stac-node-validator's formats is as
/// lenient. A bare fragment is no IRI reference for it either, and the virtual-assets schema counts on that: its hrefs
/// must be one or the other, never both.
enum class Letters { ascii, unicode };

bool is_absolute_uri(std::string_view text, Letters letters);   ///< with a scheme (RFC 3986, 3)
bool is_uri_reference(std::string_view text, Letters letters);  ///< absolute or relative (RFC 3986, 4.1)
bool is_email(std::string_view text, Letters letters);          ///< RFC 5321, 4.1.2
bool is_hostname(std::string_view text);                        ///< RFC 1123, 2.1
bool is_ipv4(std::string_view text);
bool is_ipv6(std::string_view text);

}  // namespace cairn::validate
