// Places that are fetched from, as opposed to paths of this machine.
#pragma once

#include <string>
#include <string_view>

#include "base/url.hpp"

namespace cairn {

/// "http://...", "https://..." or "s3://...".
inline bool is_web(std::string_view place) {
    const std::string scheme = scheme_of(place);
    const bool is_known = scheme == "http" || scheme == "https" || scheme == "s3";
    return is_known && place.substr(scheme.size()).starts_with("://");  // "https:a" is a file of this name
}

}  // namespace cairn
