// UUIDs that follow from a name (RFC 4122, section 4.3), as registries of persistent identifiers make them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

/// RFC 1321. For identifiers that are defined by it, and for nothing that has to be safe.
std::array<std::uint8_t, 16> md5(std::string_view bytes);

/// Version 3 in the name space of URLs: "8c2f2f07-...". ESGF makes the persistent identifiers of its datasets so.
std::string url_uuid(std::string_view name);

}  // namespace cairn
