// Instants as RFC 3339 writes them.
#pragma once

#include <cstdint>
#include <string>

namespace cairn {

/// "2016-09-02T00:30:00Z" of microseconds since 1970-01-01T00:00:00Z, with as many fractional digits as are needed
/// (".5",
/// ".000001"). Precondition: the year is 0000 to 9999.
std::string rfc3339_of(std::int64_t microseconds);

}  // namespace cairn
