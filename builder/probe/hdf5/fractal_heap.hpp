// The heap of dense links, dense attributes and shared messages (specification III.G).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "builder/probe/hdf5/filters.hpp"

namespace cairn::hdf5 {

/// Threads: one.
class FractalHeap {
  public:
    FractalHeap(File& file, std::uint64_t address);

    /// The object of an id, kept in `kept` or in this heap: valid until the next call.
    Cursor object(std::span<const std::byte> id, std::vector<std::byte>& kept);

    /// Where an object lies among those of the heap. Only one block is kept: whoever reads many objects in another
    /// order than this reads their blocks over and over. Objects outside of the blocks are at 0.
    std::uint64_t place_of(std::span<const std::byte> id) const;

    std::size_t id_size() const { return m_id_size; }

  private:
    struct Block {
        std::uint64_t address = k_undefined;
        std::uint64_t heap_offset = 0;
        std::uint64_t size = 0;
        std::uint64_t stored_size = 0;  ///< of a filtered one
        std::uint32_t filter_mask = 0;
    };

    Cursor managed(Cursor id);
    Cursor huge(Cursor id, std::vector<std::byte>& kept);
    Cursor tiny(Cursor id, std::vector<std::byte>& kept) const;

    Block block_of(std::uint64_t heap_offset);
    Block child_of(const Block& parent, unsigned rows, std::uint64_t heap_offset, unsigned& child_rows);
    void load(const Block& block);
    std::uint64_t row_size(unsigned row) const;
    bool is_direct(unsigned row) const { return row_size(row) <= m_largest_direct; }

    File& m_file;
    std::uint64_t m_address;
    std::size_t m_id_size = 0;
    std::uint8_t m_flags = 0;
    std::uint64_t m_huge_tree = k_undefined;
    std::uint64_t m_width = 0;
    std::uint64_t m_starting_size = 0;
    std::uint64_t m_largest_direct = 0;
    std::size_t m_offset_width = 0;
    std::size_t m_length_width = 0;
    unsigned m_direct_rows = 0;
    std::uint64_t m_root = k_undefined;
    unsigned m_root_rows = 0;  ///< 0: the root is a direct block
    std::uint64_t m_root_stored_size = 0;
    std::uint32_t m_root_filter_mask = 0;
    std::vector<Filter> m_filters;
    Block m_loaded;  ///< the direct block in m_bytes
    std::vector<std::byte> m_bytes;
};

}  // namespace cairn::hdf5
