// What was read of one file of a series is likely to be read of the next: it can be asked for at once, so that waiting
// for one answer replaces waiting for several.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/storage/storage.hpp"

namespace cairn {

/// Ranges that readers asked for, of the latest file of each series. Those that began in the second half of a file are
/// remembered by their distance from its end. Memory: a few hundred bytes for each of at most k_most_series. Threads:
/// safe.
class ReadHabits {
  public:
    static constexpr std::size_t k_most_series = 4096;
    static constexpr std::size_t k_most_ranges = 12;
    static constexpr std::uint64_t k_most_bytes = 1 << 20;  ///< of all ranges: more is no header

    /// What to ask for of a file of `size_bytes`, a little more than what was read of the one before, since offsets
    /// vary; empty: nothing is known, or it would be too much.
    std::vector<ByteRange> expected(const std::string& series, std::uint64_t size_bytes) const;

    void learn(const std::string& series, std::uint64_t size_bytes, const std::vector<ByteRange>& read);

    /// Files of one folder with one ending are a series: "https://host/a/x_1979.nc" -> "https://host/a/.nc".
    static std::string series_of(std::string_view place);

  private:
    struct Range {
        std::uint64_t distance = 0;  ///< of the first byte, from the begin or the end
        std::uint64_t size_bytes = 0;
        bool is_from_end = false;
    };
    using Order = std::list<std::string>;
    struct Series {
        std::vector<Range> ranges;
        Order::iterator place;
    };

    mutable std::mutex m_mutex;  ///< guards the rest
    std::unordered_map<std::string, Series> m_series;
    Order m_order;  ///< the one that was learnt the longest ago first
};

}  // namespace cairn
