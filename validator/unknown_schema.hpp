// Why a document is not checked by a schema that it names, and what to do about it.
#pragma once

#include <string>
#include <string_view>

namespace cairn::validate {

/// For a URL that no schema is known by: that of a version of STAC, or of an extension.
std::string why_not_checked(std::string_view url);

}  // namespace cairn::validate
