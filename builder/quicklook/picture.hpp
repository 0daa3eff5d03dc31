// A picture of colours by numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cairn::quicklook {

constexpr std::uint8_t k_outside = 0;  ///< no cell lies there: transparent
constexpr std::uint8_t k_missing = 1;  ///< a cell without a value: grey
constexpr std::uint8_t k_line = 2;     ///< a coast
constexpr std::uint8_t k_least = 3;    ///< from here to 255 the values rise

struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> pixels;  ///< row by row from the north, each from the west

    Picture(std::uint32_t columns, std::uint32_t rows)
        : width(columns), height(rows), pixels(static_cast<std::size_t>(columns) * rows, k_outside) {}
    std::uint8_t& at(std::uint32_t column, std::uint32_t row) {
        return pixels[static_cast<std::size_t>(row) * width + column];
    }
};

}  // namespace cairn::quicklook
