// A picture as PNG, by libpng.
#pragma once

#include <string>

#include "builder/quicklook/picture.hpp"

namespace cairn::quicklook {

/// With a palette, what lies outside transparent. The same picture gives the same bytes. Throws std::runtime_error when
/// libpng cannot.
std::string png_of(const Picture& picture);

}  // namespace cairn::quicklook
