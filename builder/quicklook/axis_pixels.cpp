#include "builder/quicklook/axis_pixels.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cairn::quicklook {

namespace {

constexpr double k_gap = 3;  ///< times the usual step between two values of an axis: nothing fills what is wider

/// Which values of an axis each pixel along it shows: those in it, else the nearest.
std::vector<std::vector<std::uint32_t>> axis_on_pixels(const std::vector<double>& at, std::uint32_t pixels,
                                                       bool is_round) {
    std::vector<std::vector<std::uint32_t>> shown(pixels);
    std::vector<std::pair<double, std::uint32_t>> sorted;
    for (std::size_t i = 0; i < at.size(); ++i) {
        if (!std::isfinite(at[i])) continue;
        sorted.emplace_back(at[i], static_cast<std::uint32_t>(i));
        if (at[i] >= 0 && at[i] < pixels)
            shown[static_cast<std::size_t>(at[i])].push_back(static_cast<std::uint32_t>(i));
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

}  // namespace

AxisPixels::AxisPixels(const std::vector<double>& at, std::uint32_t pixels, bool is_round) {
    const auto shown = axis_on_pixels(at, pixels, is_round);
    m_begins.assign(at.size() + 1, 0);
    for (const auto& values : shown) {
        for (const std::uint32_t value : values) ++m_begins[value + 1];
    }
    for (std::size_t i = 1; i < m_begins.size(); ++i) m_begins[i] += m_begins[i - 1];
    m_pixels.resize(m_begins.back());
    std::vector<std::size_t> next(m_begins.begin(), m_begins.end() - 1);
    for (std::uint32_t pixel = 0; pixel < pixels; ++pixel) {
        for (const std::uint32_t value : shown[pixel]) m_pixels[next[value]++] = pixel;
    }
}

}  // namespace cairn::quicklook
