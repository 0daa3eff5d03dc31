#include "builder/quicklook/field.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace cairn::quicklook {

namespace {

constexpr double k_nan = std::numeric_limits<double>::quiet_NaN();
constexpr double k_dot = 3;  ///< pixels around a station
constexpr double k_gap = 3;  ///< times the usual step between two values of an axis: nothing fills what is wider

class Means {
  public:
    explicit Means(const Frame& frame) : m_field{frame.width, frame.height, {}, {}} {
        m_field.means.assign(pixels(), 0);
        m_field.counts.assign(pixels(), 0);
        m_valid.assign(pixels(), 0);
    }

    void add(std::uint32_t column, std::uint32_t row, double value) {
        const std::size_t at = static_cast<std::size_t>(row) * m_field.width + column;
        ++m_field.counts[at];
        if (std::isnan(value)) return;
        m_field.means[at] += value;
        ++m_valid[at];
    }

    Field take() {
        for (std::size_t i = 0; i < m_valid.size(); ++i)
            m_field.means[i] = m_valid[i] == 0 ? k_nan : m_field.means[i] / m_valid[i];
        return std::move(m_field);
    }

  private:
    std::size_t pixels() const { return static_cast<std::size_t>(m_field.width) * m_field.height; }

    Field m_field;
    std::vector<std::uint32_t> m_valid;
};

/// Which values of an axis each pixel along it shows: those in it, else the nearest.
std::vector<std::vector<std::uint32_t>> axis_on_pixels(const std::vector<double>& at, std::uint32_t pixels,
                                                       bool is_round) {
    std::vector<std::vector<std::uint32_t>> shown(pixels);
    std::vector<std::pair<double, std::uint32_t>> sorted;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!std::isfinite(at[i])) continue;
        sorted.emplace_back(at[i], static_cast<std::uint32_t>(i));
        if (at[i] >= 0 && at[i] < pixels) shown[static_cast<std::size_t>(at[i])].push_back(static_cast<std::uint32_t>(i));
    }
    if (sorted.empty()) return shown;
    std::sort(sorted.begin(), sorted.end());
    if (is_round) {
        const auto first = sorted.front();
        const auto last = sorted.back();
        sorted.insert(sorted.begin(), {last.first - pixels, last.second});
        sorted.emplace_back(first.first + pixels, first.second);
    }
    std::vector<double> steps;
    for (std::size_t i = 1; i < sorted.size(); ++i) steps.push_back(sorted[i].first - sorted[i - 1].first);
    double usual = pixels;
    if (!steps.empty()) {
        std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
        usual = steps[steps.size() / 2];
    }
    for (std::uint32_t pixel = 0; pixel < pixels; ++pixel) {
        if (!shown[pixel].empty()) continue;
        const double middle = pixel + 0.5;
        const auto after = std::lower_bound(sorted.begin(), sorted.end(), std::pair(middle, std::uint32_t{0}));
        const auto before = after == sorted.begin() ? sorted.end() : after - 1;
        const bool is_between = after != sorted.end() && before != sorted.end();
        if (is_between && after->first - before->first > std::max(k_gap * usual, 2.0)) {
            const double reach = usual / 2;
            if (middle - before->first <= reach) shown[pixel].push_back(before->second);
            if (after->first - middle <= reach) shown[pixel].push_back(after->second);
            continue;
        }
        const double reach = is_between ? HUGE_VAL : usual / 2 + 0.5;
        const double to_before = before == sorted.end() ? HUGE_VAL : middle - before->first;
        const double to_after = after == sorted.end() ? HUGE_VAL : after->first - middle;
        if (std::min(to_before, to_after) > reach) continue;
        shown[pixel].push_back(to_before <= to_after ? before->second : after->second);
    }
    return shown;
}

Field on_axes(const Frame& frame, const Places& places, const std::vector<double>& values) {
    std::vector<double> across;
    std::vector<double> down;
    for (const double x : places.x) across.push_back(frame.column_of(frame.turned(x, places.is_earth)));
    for (const double y : places.y) down.push_back(frame.row_of(y));
    const auto columns = axis_on_pixels(across, frame.width, frame.is_round);
    const auto rows = axis_on_pixels(down, frame.height, false);
    Means means(frame);
    for (std::uint32_t row = 0; row < frame.height; ++row) {
        for (const std::uint32_t y : rows[row]) {
            for (std::uint32_t column = 0; column < frame.width; ++column) {
                for (const std::uint32_t x : columns[column]) {
                    const std::size_t cell = places.is_x_first ? x * places.y.size() + y : y * places.x.size() + x;
                    means.add(column, row, values[cell]);
                }
            }
        }
    }
    return means.take();
}

/// How far the value of a cell reaches: a little more than to the next one, where cells are spread evenly over the
/// pixels around them.
double reach_of(const Field& field, const Places& places) {
    if (places.are_dots) return k_dot;
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

/// The pixel with a cell that is nearest to each pixel, spread from neighbour to neighbour: the steps of one pixel that a
/// sweep takes find the nearest but for a fraction of a pixel.
class Nearest {
  public:
    Nearest(const Frame& frame, const Places& places, const Field& field)
        : m_frame(frame), m_width(static_cast<int>(field.width)), m_height(static_cast<int>(field.height)) {
        m_seeds.resize(field.counts.size());
        for (int row = 0; row < m_height; ++row) {
            // Towards the poles a pixel is shorter than it is high.
            const double lat = frame.north - (row + 0.5) / m_height * (frame.north - frame.south);
            m_squeeze.push_back(places.is_earth ? std::max(0.02, std::cos(lat * std::numbers::pi / 180)) : 1);
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

/// Pixels without a cell take the nearest one's.
void fill(Field& field, const Frame& frame, const Places& places) {
    const double reach = reach_of(field, places);
    const Nearest nearest(frame, places, field);
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

Field on_cells(const Frame& frame, const Places& places, const std::vector<double>& values) {
    Means means(frame);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double column = frame.column_of(frame.turned(places.x[i], places.is_earth));
        const double row = std::min(frame.row_of(places.y[i]), std::nextafter(frame.height, 0.0));
        if (!(column >= 0 && column < frame.width && row >= 0 && row < frame.height)) continue;
        means.add(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row), values[i]);
    }
    Field field = means.take();
    fill(field, frame, places);
    return field;
}

}  // namespace

Field field_of(const Frame& frame, const Places& places, const std::vector<double>& values) {
    return places.has_axes ? on_axes(frame, places, values) : on_cells(frame, places, values);
}

}  // namespace cairn::quicklook
