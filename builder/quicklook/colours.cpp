#include "builder/quicklook/colours.hpp"

#include <algorithm>
#include <cmath>

#include "builder/quicklook/picture.hpp"

namespace cairn::quicklook {

namespace {

/// Every ninth of the way.
constexpr std::array<Colour, 10> k_viridis{{{68, 1, 84},
                                            {72, 40, 120},
                                            {62, 73, 137},
                                            {49, 104, 142},
                                            {38, 130, 142},
                                            {31, 158, 137},
                                            {53, 183, 121},
                                            {110, 206, 88},
                                            {181, 222, 43},
                                            {253, 231, 37}}};

std::uint8_t between(std::uint8_t from, std::uint8_t to, double share) {
    return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
}

}  // namespace

std::array<Colour, 256> palette() {
    std::array<Colour, 256> colours{};
    colours[k_outside] = {255, 255, 255};
    colours[k_missing] = {214, 214, 214};
    colours[k_line] = {40, 40, 40};
    for (std::size_t i = k_least; i < colours.size(); ++i) {
        const double way = static_cast<double>(i - k_least) / static_cast<double>(255 - k_least) *
                           static_cast<double>(k_viridis.size() - 1);
        const auto stop = static_cast<std::size_t>(std::min(way, static_cast<double>(k_viridis.size() - 2)));
        const double share = way - static_cast<double>(stop);
        const Colour& a = k_viridis[stop];
        const Colour& b = k_viridis[stop + 1];
        colours[i] = {between(a.red, b.red, share), between(a.green, b.green, share), between(a.blue, b.blue, share)};
    }
    return colours;
}

}  // namespace cairn::quicklook
