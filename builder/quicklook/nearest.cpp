#include "builder/quicklook/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <vector>

namespace cairn::quicklook {

namespace {

constexpr double k_dot = 3;  ///< pixels around a station

/// How far the value of a cell reaches: a little more than to the next one, where cells are spread evenly over the
/// pixels around them.
double reach_of(const Field& field, bool are_dots) {
    if (are_dots) return k_dot;
    std::uint32_t left = field.width;
    std::uint32_t right = 0;
    std::uint32_t top = field.height;
    std::uint32_t bottom = 0;
    std::uint64_t cells = 0;
    for (std::uint32_t row = 0; row < field.height; ++row) {
        for (std::uint32_t column = 0; column < field.width; ++column) {
            const std::uint32_t count = field.counts[static_cast<std::size_t>(row) * field.width + column];
            if (count == 0) continue;
            cells += count;
            left = std::min(left, column);
            right = std::max(right, column);
            top = std::min(top, row);
            bottom = std::max(bottom, row);
        }
    }
    if (cells == 0) return 0;
    const double area = static_cast<double>(right - left + 1) * static_cast<double>(bottom - top + 1);
    return std::max(2.0, 1.2 * std::sqrt(area / static_cast<double>(cells)));
}

/// The pixel with a cell that is nearest to each pixel, spread from neighbour to neighbour: the steps of one pixel that
/// a sweep takes find the nearest but for a fraction of a pixel.
class Nearest {
  public:
    Nearest(const Frame& frame, bool is_earth, const Field& field)
        : m_frame(frame), m_width(static_cast<int>(field.width)), m_height(static_cast<int>(field.height)) {
        m_seeds.resize(field.counts.size());
        for (int row = 0; row < m_height; ++row) {
            // Towards the poles a pixel is shorter than it is high.
            const double lat = frame.north - (row + 0.5) / m_height * (frame.north - frame.south);
            m_squeeze.push_back(is_earth ? std::max(0.02, std::cos(lat * std::numbers::pi / 180)) : 1);
            for (int column = 0; column < m_width; ++column) {
                if (field.counts[at(column, row)] != 0) m_seeds[at(column, row)] = Seed{column, row};
            }
        }
        for (int round = 0; round < 2; ++round) {
            for (int row = 0; row < m_height; ++row) sweep(row, -1);
            for (int row = m_height - 1; row >= 0; --row) sweep(row, 1);
        }
    }

    /// nullopt: it is farther than `reach`, in pixels of the height.
    std::optional<std::size_t> of(int column, int row, double reach) const {
        const Seed& seed = m_seeds[at(column, row)];
        if (seed.column < 0 || distance(column, row, seed) > reach * reach) return std::nullopt;
        return at(seed.column, seed.row);
    }

  private:
    struct Seed {
        int column = -1;
        int row = -1;
    };

    std::size_t at(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(column);
    }

    double distance(int column, int row, const Seed& seed) const {
        int across = std::abs(column - seed.column);
        if (m_frame.is_round) across = std::min(across, m_width - across);
        const double x = across * m_squeeze[static_cast<std::size_t>(row)];
        const double y = row - seed.row;
        return x * x + y * y;
    }

    void take(int column, int row, int from_column, int from_row) {
        if (m_frame.is_round) from_column = (from_column + m_width) % m_width;
        if (from_column < 0 || from_column >= m_width || from_row < 0 || from_row >= m_height) return;
        const Seed& other = m_seeds[at(from_column, from_row)];
        Seed& own = m_seeds[at(column, row)];
        if (other.column < 0) return;
        if (own.column < 0 || distance(column, row, other) < distance(column, row, own)) own = other;
    }

    /// From the row beside it and from both sides; `beside`: -1 above, 1 below.
    void sweep(int row, int beside) {
        for (int column = 0; column < m_width; ++column) {
            for (const int across : {-1, 0, 1}) take(column, row, column + across, row + beside);
            take(column, row, column - 1, row);
        }
        for (int column = m_width - 1; column >= 0; --column) take(column, row, column + 1, row);
    }

    const Frame& m_frame;
    int m_width;
    int m_height;
    std::vector<double> m_squeeze;  ///< of each row: how long a pixel is, beside its height
    std::vector<Seed> m_seeds;
};

}  // namespace

void fill(Field& field, const Frame& frame, bool is_earth, bool are_dots) {
    const double reach = reach_of(field, are_dots);
    const Nearest nearest(frame, is_earth, field);
    const Field seeds = field;
    for (int row = 0; row < static_cast<int>(field.height); ++row) {
        for (int column = 0; column < static_cast<int>(field.width); ++column) {
            const auto pixel = static_cast<std::size_t>(row) * field.width + static_cast<std::size_t>(column);
            if (seeds.counts[pixel] != 0) continue;
            const auto from = nearest.of(column, row, reach);
            if (!from) continue;
            field.means[pixel] = seeds.means[*from];
            field.counts[pixel] = 1;
        }
    }
}

}  // namespace cairn::quicklook
