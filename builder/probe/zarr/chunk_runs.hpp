// The lengths of the chunks along one axis of a rectilinear grid (Zarr extension "rectilinear"), kept as runs of equal
// chunks: a run of 10^12 chunks takes as much memory as one of two.
#pragma once

#include <cstdint>
#include <vector>

namespace cairn::zarr {

class ChunkRuns {
  public:
    struct Run {
        std::uint64_t length = 1;  ///< of each chunk, at least 1
        std::uint64_t count = 1;   ///< of chunks, at least 1
    };
    struct Chunk {
        std::uint64_t origin = 0;  ///< its first element
        std::uint64_t length = 1;  ///< as stored: the last one may reach beyond the axis
    };

    /// How many elements the runs hold, or the largest number when those are more.
    static std::uint64_t elements_of(const std::vector<Run>& runs);

    /// `runs` hold at least `axis_length` elements; chunks that begin beyond the axis are none of it.
    ChunkRuns(std::uint64_t axis_length, const std::vector<Run>& runs);

    std::uint64_t count() const;
    std::uint64_t longest() const;            ///< 1 when there is no chunk
    Chunk chunk(std::uint64_t number) const;  ///< of a number below count()

  private:
    struct Placed {
        std::uint64_t first_chunk;
        std::uint64_t origin;
        Run run;
    };
    std::vector<Placed> m_runs;
};

}  // namespace cairn::zarr
