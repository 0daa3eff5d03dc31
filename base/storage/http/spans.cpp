#include "base/storage/http/spans.hpp"

#include <algorithm>

namespace cairn {

std::vector<ByteRange> joined(std::vector<ByteRange> ranges, std::uint64_t bridge, std::uint64_t largest) {
    std::sort(ranges.begin(), ranges.end(), [](const ByteRange& a, const ByteRange& b) { return a.offset < b.offset; });
    std::vector<ByteRange> spans;
    for (const ByteRange& range : ranges) {
        if (range.size_bytes == 0) continue;
        if (!spans.empty()) {
            ByteRange& last = spans.back();
            const std::uint64_t last_end = last.offset + last.size_bytes;
            const std::uint64_t end = std::max(last_end, range.offset + range.size_bytes);
            const bool is_near = range.offset <= last_end || range.offset - last_end <= bridge;
            if (end <= last_end || (is_near && end - last.offset <= largest)) {
                last.size_bytes = end - last.offset;
                continue;
            }
        }
        spans.push_back(range);
    }
    return spans;
}

}  // namespace cairn
