#include "builder/stac/pager.hpp"

#include <xxhash.h>

#include <algorithm>
#include <deque>
#include <limits>

namespace cairn {

namespace {

using Hashes = std::span<const std::uint64_t>;

/// The least hash of those that the last `width` calls were given. It is never greater than the hash of any of them.
class LeastOfLast {
  public:
    LeastOfLast(Hashes hashes, std::size_t width) : m_hashes(hashes), m_width(width) {}

    bool empty() const { return m_rising.empty(); }
    std::uint64_t least() const { return m_hashes[m_rising.front()]; }

    void add(std::size_t index) {
        while (!m_rising.empty() && m_hashes[m_rising.back()] >= m_hashes[index]) m_rising.pop_back();
        m_rising.push_back(index);
        // Indices go up or down, but always by one.
        while (distance(m_rising.front(), index) >= m_width) m_rising.pop_front();
    }

  private:
    static std::size_t distance(std::size_t a, std::size_t b) { return a < b ? b - a : a - b; }

    Hashes m_hashes;
    std::size_t m_width;
    std::deque<std::size_t> m_rising;  ///< indices of those that no later one is below, their hashes rise
};

/// Whether each hash is less than all of the `reach` before it, and not greater than any of the `reach` behind it.
std::vector<bool> are_least_nearby(Hashes hashes, std::size_t reach) {
    std::vector<bool> least(hashes.size(), true);
    if (reach == 0) return least;
    LeastOfLast before(hashes, reach);
    for (std::size_t i = 0; i < hashes.size(); before.add(i++)) {
        if (!before.empty() && before.least() <= hashes[i]) least[i] = false;
    }
    LeastOfLast behind(hashes, reach);
    for (std::size_t i = hashes.size(); i-- > 0; behind.add(i)) {
        if (!behind.empty() && behind.least() < hashes[i]) least[i] = false;
    }
    return least;
}

/// Divides [begin, end) at the least hash of its middle third until no part is too long.
void divide(Hashes hashes, std::size_t begin, std::size_t end, std::size_t maximum, std::vector<std::size_t>& begins) {
    if (end - begin <= maximum) return begins.push_back(begin);
    const std::size_t third = (end - begin) / 3;
    const std::uint64_t* first = hashes.data() + begin + std::max(third, std::size_t{1});
    const std::uint64_t* last = hashes.data() + end - std::max(third, std::size_t{1});
    const auto middle = static_cast<std::size_t>(std::min_element(first, last + 1) - hashes.data());
    divide(hashes, begin, middle, maximum, begins);
    divide(hashes, middle, end, maximum, begins);
}

}  // namespace

std::uint64_t page_hash(std::string_view id, unsigned level) { return XXH64(id.data(), id.size(), level); }

std::size_t PageLength::minimum() const { return std::max(maximum / 3, std::size_t{1}); }

std::size_t PageLength::reach() const { return maximum / 2; }

std::vector<std::size_t> page_begins(Hashes hashes, PageLength length) {
    std::vector<std::size_t> begins;
    if (hashes.empty()) return begins;
    if (hashes.size() <= length.maximum) return {0};
    const std::vector<bool> least = are_least_nearby(hashes, length.reach());
    std::size_t begin = 0;
    for (std::size_t i = length.minimum(); i + length.minimum() <= hashes.size(); ++i) {
        if (!least[i]) continue;
        divide(hashes, begin, i, length.maximum, begins);
        begin = i;
    }
    divide(hashes, begin, hashes.size(), length.maximum, begins);
    return begins;
}

}  // namespace cairn
