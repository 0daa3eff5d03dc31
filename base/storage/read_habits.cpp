#include "base/storage/read_habits.hpp"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::uint64_t k_slack = 8 << 10;

}  // namespace

std::vector<ByteRange> ReadHabits::expected(const std::string& series, std::uint64_t size_bytes) const {
    const std::scoped_lock lock(m_mutex);
    const auto known = m_series.find(series);
    if (known == m_series.end()) return {};
    std::vector<ByteRange> ranges;
    for (const Range& range : known->second.ranges) {
        if (range.distance > size_bytes) continue;
        const std::uint64_t at = range.is_from_end ? size_bytes - range.distance : range.distance;
        const std::uint64_t slack = at == 0 ? 0 : k_slack;  // what begins with the file does not move
        const std::uint64_t begin = at - std::min(at, slack);
        ranges.push_back({begin, std::min(at + range.size_bytes + slack, size_bytes) - begin});
    }
    return ranges;
}

void ReadHabits::learn(const std::string& series, std::uint64_t size_bytes, const std::vector<ByteRange>& read) {
    std::uint64_t bytes = 0;
    for (const ByteRange& range : read) bytes += range.size_bytes;
    const bool is_habit = read.size() <= k_most_ranges && bytes <= k_most_bytes;
    const std::scoped_lock lock(m_mutex);
    auto known = m_series.find(series);
    if (known == m_series.end()) {
        if (!is_habit) return;
        if (m_series.size() >= k_most_series) {
            m_series.erase(m_order.front());
            m_order.pop_front();
        }
        m_order.push_back(series);
        known = m_series.emplace(series, Series{{}, std::prev(m_order.end())}).first;
    }
    known->second.ranges.clear();
    if (!is_habit) return;
    for (const ByteRange& range : read) {
        const bool is_from_end = range.offset > size_bytes / 2;
        known->second.ranges.push_back(
            {is_from_end ? size_bytes - std::min(range.offset, size_bytes) : range.offset, range.size_bytes, is_from_end});
    }
}

std::string ReadHabits::series_of(std::string_view place) {
    const std::size_t slash = place.rfind('/') + 1;  // npos + 1 == 0
    const std::size_t dot = place.rfind('.');
    std::string series(place.substr(0, slash));
    if (dot != std::string_view::npos && dot > slash) series += place.substr(dot);
    return series;
}

}  // namespace cairn
