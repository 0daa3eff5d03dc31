#include "builder/probe/zarr/chunk_runs.hpp"

#include <algorithm>

#include "base/saturating.hpp"

namespace cairn::zarr {

std::uint64_t ChunkRuns::elements_of(const std::vector<Run>& runs) {
    std::uint64_t elements = 0;
    for (const Run& run : runs) elements = saturating_add(elements, saturating_multiply(run.length, run.count));
    return elements;
}

ChunkRuns::ChunkRuns(std::uint64_t axis_length, const std::vector<Run>& runs) {
    std::uint64_t chunks = 0;
    std::uint64_t origin = 0;
    for (const Run& run : runs) {
        if (origin >= axis_length) break;
        const std::uint64_t begun = (axis_length - origin - 1) / run.length + 1;
        const Run kept{run.length, std::min(run.count, begun)};
        m_runs.push_back({chunks, origin, kept});
        chunks += kept.count;
        origin = saturating_add(origin, saturating_multiply(kept.length, kept.count));
    }
}

std::uint64_t ChunkRuns::count() const {
    return m_runs.empty() ? 0 : m_runs.back().first_chunk + m_runs.back().run.count;
}

std::uint64_t ChunkRuns::longest() const {
    std::uint64_t longest = 1;
    for (const Placed& placed : m_runs) longest = std::max(longest, placed.run.length);
    return longest;
}

ChunkRuns::Chunk ChunkRuns::chunk(std::uint64_t number) const {
    const auto after =
        std::upper_bound(m_runs.begin(), m_runs.end(), number,
                         [](std::uint64_t wanted, const Placed& placed) { return wanted < placed.first_chunk; });
    const Placed& placed = *(after - 1);
    return {placed.origin + (number - placed.first_chunk) * placed.run.length, placed.run.length};
}

}  // namespace cairn::zarr
