// Coasts, so that people see where a picture is.
#pragma once

#include "builder/quicklook/frame.hpp"
#include "builder/quicklook/picture.hpp"

namespace cairn::quicklook {

/// Those of Natural Earth at 1:110 million, over what is there. Precondition: the frame is one of the Earth.
void draw_coasts(const Frame& frame, Picture& picture);

}  // namespace cairn::quicklook
