// The versions of STAC, and which of them have schemas here.
#pragma once

#include <string_view>

namespace cairn::validate {

enum class StacVersion {
    current,  ///< 1.0.0, 1.1.0: bundled
    old,      ///< published before 1.0.0, or on the way to a version: documents in it are to be migrated
    newer,    ///< above 1.1.0: this program is too old for it
    none,     ///< no version of STAC
};

StacVersion stac_version_of(std::string_view text);

}  // namespace cairn::validate
