// Places that are fetched from, as opposed to paths of this machine.
#pragma once

#include <string>
#include <string_view>

#include "base/url.hpp"

namespace cairn {

/// "http://...", "https://..." or "s3://...".
inline bool is_web(std::string_view place) {
    const std::string scheme = scheme_of(place);
    return scheme == "http" || scheme == "https" || scheme == "s3";
}

}  // namespace cairn
