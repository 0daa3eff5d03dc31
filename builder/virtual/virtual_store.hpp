// A Zarr v2 store whose chunks lie in other files, before it is written in one of the forms of kerchunk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "builder/model/chunk_manifest.hpp"

namespace cairn::virtualize {

/// The chunks of an array that one file has: all, or a stretch of them along the dimension that files follow each other
/// in.
struct Piece {
    std::uint32_t source = 0;  ///< index into VirtualStore::urls
    std::uint64_t count = 1;   ///< of chunks along that dimension
    bool is_absent = false;    ///< the file lacks the variable: none of these chunks is there
    /// With places of their own: in C order of the piece's chunks.
    std::vector<StoredChunk> chunks;
    /// Else rows of the first dimension: where the first begins.
    std::uint64_t begin = 0;
    std::uint64_t stride = 0;
};

struct VirtualArray {
    std::string path;  ///< "tas", "forecast/tas"
    std::string dtype;
    std::uint32_t item_bytes = 0;  ///< 0: texts
    std::vector<std::uint64_t> shape;
    std::vector<std::uint64_t> chunk;
    std::string filters;     ///< JSON array; empty: none
    std::string compressor;  ///< JSON object; empty: none
    std::string fill_value;  ///< JSON
    std::vector<std::string> dimensions;
    std::vector<Attribute> attributes;  ///< without _FillValue where fill_value says it

    std::size_t along = 0;      ///< the dimension in which pieces follow each other
    std::vector<Piece> pieces;  ///< in order; none when `inlined` has all
    std::string missing;        ///< bytes of a chunk that is not there, as stored; empty: fill_value stands for it
    std::string inlined;        ///< all values, cut in chunks of `chunk`, which is then of the first dimension alone
    bool is_inlined = false;
};

struct VirtualGroup {
    std::string path;  ///< "" is the root, "forecast"
    std::vector<Attribute> attributes;
};

struct VirtualStore {
    std::vector<std::string> urls;     ///< of the files, in the order in which they follow each other; behind them those
                                       ///< of files without a place in it that have what all files share
    std::vector<VirtualGroup> groups;  ///< [0] is the root
    std::vector<VirtualArray> arrays;  ///< in order of path
    std::vector<std::string> notes;    ///< what users should know: gaps, attributes left out
};

std::vector<std::uint64_t> chunk_counts(const std::vector<std::uint64_t>& shape, const std::vector<std::uint64_t>& chunk);

/// The bytes of one chunk of an inlined array.
std::string_view inlined_chunk(const VirtualArray& array, std::uint64_t number);

/// Where the chunks of one piece are: `at(local)` for a number in C order of the piece's own chunks.
class PiecePlaces {
  public:
    PiecePlaces(const VirtualArray& array, const Piece& piece);

    bool is_there(std::uint64_t local) const {
        return !m_piece.is_absent && (m_piece.chunks.empty() || m_piece.chunks[local].is_there());
    }
    StoredChunk at(std::uint64_t local) const {
        if (!m_piece.chunks.empty()) return m_piece.chunks[local];
        if (m_is_simple) return {m_piece.begin + local * m_first_step, m_chunk_bytes};
        return {m_piece.begin + offset_of(local), m_chunk_bytes};
    }

  private:
    std::uint64_t offset_of(std::uint64_t local) const;

    const Piece& m_piece;
    std::uint64_t m_chunk_bytes = 0;
    std::uint64_t m_first_step = 0;  ///< bytes from a chunk to the next along the first dimension
    bool m_is_simple = false;        ///< there is but one chunk along all other dimensions
    std::vector<std::uint64_t> m_counts;
    std::vector<std::uint64_t> m_steps;
};

/// In the place of a source: the file lacks the variable, whose fill value stands for its values.
inline constexpr std::uint32_t k_no_source = UINT32_MAX;

/// Calls visit(chunk, source, StoredChunk) for every chunk of the array in C order; one that is not there has
/// is_there() false. Not for inlined arrays.
template <class Visit>
void for_each_chunk(const VirtualArray& array, Visit visit) {
    const std::vector<std::uint64_t> counts = chunk_counts(array.shape, array.chunk);
    std::uint64_t outer = 1;
    std::uint64_t inner = 1;
    for (std::size_t i = 0; i < counts.size(); ++i) (i < array.along ? outer : inner) *= i == array.along ? 1 : counts[i];
    std::vector<PiecePlaces> places;
    places.reserve(array.pieces.size());
    for (const Piece& piece : array.pieces) places.emplace_back(array, piece);
    std::uint64_t number = 0;
    for (std::uint64_t i = 0; i < outer; ++i) {
        for (std::size_t p = 0; p < places.size(); ++p) {
            const Piece& piece = array.pieces[p];
            const std::uint64_t run = piece.count * inner;
            for (std::uint64_t j = 0; j < run; ++j) {
                const std::uint64_t local = i * run + j;
                visit(number++, piece.is_absent ? k_no_source : piece.source,
                      places[p].is_there(local) ? places[p].at(local) : StoredChunk{});
            }
        }
    }
}

}  // namespace cairn::virtualize
