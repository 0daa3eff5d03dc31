// URLs as far as grouping needs them: which of two texts mean the same file.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// What two spellings of one URL have in common: %XX decoded, "file://" and "local://" taken off, "." and ".." resolved
/// in the path.
std::string url_key(std::string_view url);

/// A relative reference seen from the folder of `base` (a URL or an absolute path); `url` itself when it has a scheme
/// or starts with '/'.
std::string resolved(std::string_view url, std::string_view base);

/// A URL in the characters that one may have: others become %XX.
std::string uri_of(std::string_view url);

/// The media type that the end of a name stands for ("application/netcdf", "application/wmo-GRIB2", ...), else
/// "application/octet-stream".
std::string_view media_type_by_name(std::string_view name);

}  // namespace cairn
