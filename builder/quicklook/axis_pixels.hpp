// Which pixels of a row or a column show which values of an axis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cairn::quicklook {

/// The pixels that each value of an axis is shown on.
class AxisPixels {
  public:
    /// `at`: where each value lies, in pixels; NaN: nowhere. A pixel shows the values in it, else the nearest one.
    /// `is_round`: the last pixel is beside the first.
    AxisPixels(const std::vector<double>& at, std::uint32_t pixels, bool is_round);

    std::size_t size() const { return m_begins.size() - 1; }

    std::span<const std::uint32_t> of(std::size_t value) const {
        return std::span(m_pixels).subspan(m_begins[value], m_begins[value + 1] - m_begins[value]);
    }

  private:
    std::vector<std::size_t> m_begins;  ///< of each value in m_pixels, and the end
    std::vector<std::uint32_t> m_pixels;
};

}  // namespace cairn::quicklook
