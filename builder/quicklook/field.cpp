#include "builder/quicklook/field.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "builder/quicklook/nearest.hpp"

namespace cairn::quicklook {

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t k_no_pixel = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Canvas::Canvas(const Frame& frame, Places places)
    : m_frame(frame), m_places(std::move(places)), m_field{frame.width, frame.height, {}, {}} {
    const std::size_t pixels = static_cast<std::size_t>(frame.width) * frame.height;
    m_field.means.assign(pixels, 0);
    m_field.counts.assign(pixels, 0);
    m_valid.assign(pixels, 0);
    std::vector<double> x = std::move(m_places.x);
    std::vector<double> y = std::move(m_places.y);
    if (m_places.has_axes) {
        for (double& at : x) at = frame.column_of(frame.turned(at, m_places.is_earth));
        for (double& at : y) at = frame.row_of(at);
        m_columns.emplace(x, frame.width, frame.is_round);
        m_rows.emplace(y, frame.height, false);
    } else if (!m_places.healpix) {
        m_cell_pixels.reserve(x.size());
        for (std::size_t i = 0; i < x.size(); ++i) m_cell_pixels.push_back(pixel_of(x[i], y[i]).value_or(k_no_pixel));
    }
}

std::optional<std::uint32_t> Canvas::pixel_of(double x, double y) const {
    const double column = m_frame.column_of(m_frame.turned(x, m_places.is_earth));
    const double row = std::min(m_frame.row_of(y), std::nextafter(m_frame.height, 0.0));
    if (!(column >= 0 && column < m_frame.width && row >= 0 && row < m_frame.height)) return std::nullopt;
    return static_cast<std::uint32_t>(row) * m_field.width + static_cast<std::uint32_t>(column);
}

void Canvas::add(std::uint32_t pixel, double value) {
    ++m_field.counts[pixel];
    if (std::isnan(value)) return;
    m_field.means[pixel] += value;
    ++m_valid[pixel];
}

void Canvas::add(std::uint64_t first_cell, std::span<const double> values) {
    if (m_places.has_axes) return add_on_axes(first_cell, values);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint32_t pixel = k_no_pixel;
        if (m_places.healpix) {
            const Position centre = m_places.healpix->centre(first_cell + i);
            pixel = pixel_of(centre.lon_deg, centre.lat_deg).value_or(k_no_pixel);
        } else {
            pixel = m_cell_pixels[first_cell + i];
        }
        if (pixel != k_no_pixel) add(pixel, values[i]);
    }
}

void Canvas::add_on_axes(std::uint64_t first_cell, std::span<const double> values) {
    const AxisPixels& slow = m_places.is_x_first ? *m_columns : *m_rows;
    const AxisPixels& fast = m_places.is_x_first ? *m_rows : *m_columns;
    const std::uint32_t slow_width = m_places.is_x_first ? 1 : m_field.width;
    const std::uint32_t fast_width = m_places.is_x_first ? m_field.width : 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint64_t cell = first_cell + i;
        for (const std::uint32_t a : slow.of(cell / fast.size())) {
            for (const std::uint32_t b : fast.of(cell % fast.size())) add(a * slow_width + b * fast_width, values[i]);
        }
    }
}

Field Canvas::take() {
    for (std::size_t i = 0; i < m_valid.size(); ++i)
        m_field.means[i] = m_valid[i] == 0 ? k_nan : m_field.means[i] / m_valid[i];
    if (!m_places.has_axes) fill(m_field, m_frame, m_places.is_earth, m_places.are_dots);
    return std::move(m_field);
}

}  // namespace cairn::quicklook
