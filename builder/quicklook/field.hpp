// Values on the pixels of a frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "builder/quicklook/axis_pixels.hpp"
#include "builder/quicklook/frame.hpp"
#include "builder/quicklook/places.hpp"

namespace cairn::quicklook {

/// What cells put on pixels: a mean of those with a value; a pixel that has cells and no mean is missing.
struct Field {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<double> means;          ///< NaN where no cell has a value
    std::vector<std::uint32_t> counts;  ///< cells, with a value or without
};

/// Takes the values of cells in any order, and holds no more than what pixels need. Threads: one.
class Canvas {
  public:
    Canvas(const Frame& frame, Places places);

    /// The values are those of the cells from this number on, in C order of the map; NaN where a value is missing.
    void add(std::uint64_t first_cell, std::span<const double> values);

    /// Once.
    Field take();

  private:
    void add_on_axes(std::uint64_t first_cell, std::span<const double> values);
    void add(std::uint32_t pixel, double value);
    std::optional<std::uint32_t> pixel_of(double x, double y) const;

    Frame m_frame;
    Places m_places;  ///< without x and y
    Field m_field;
    std::vector<std::uint32_t> m_valid;        ///< cells with a value
    std::optional<AxisPixels> m_columns;       ///< of axes
    std::optional<AxisPixels> m_rows;          ///< likewise
    std::vector<std::uint32_t> m_cell_pixels;  ///< of cells with places of their own
};

}  // namespace cairn::quicklook
