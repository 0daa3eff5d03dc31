// The colours of pictures: one that people read right who see few colours, and in print.
#pragma once

#include <array>
#include <cstdint>

namespace cairn::quicklook {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
};

/// By the numbers of a Picture. Values run through the colours of viridis (Smith and van der Walt 2015).
std::array<Colour, 256> palette();

}  // namespace cairn::quicklook
