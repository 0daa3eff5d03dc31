// Where a dataset's values are: layout, filters, fill value (specification IV.A.2.e, f, h, i, l).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "builder/probe/hdf5/filters.hpp"
#include "builder/probe/hdf5/shared.hpp"

namespace cairn::hdf5 {

enum class ChunkIndex : std::uint8_t { btree_v1, single, implicit, fixed_array, extensible_array, btree_v2 };

struct Layout {
    enum class Kind : std::uint8_t { compact, contiguous, chunked, virtual_dataset };

    Kind kind = Kind::contiguous;
    std::uint64_t address = k_undefined;  ///< of the values or of the chunk index; undefined: nothing was written
    std::uint64_t size = 0;               ///< bytes of a compact or contiguous one; 0: not stored
    std::vector<std::byte> compact;
    std::vector<std::uint64_t> chunk;  ///< elements along each dimension
    ChunkIndex index = ChunkIndex::btree_v1;
    bool edges_are_unfiltered = false;
    std::uint64_t single_stored_size = 0;  ///< of a single chunk with filters
    std::uint32_t single_filter_mask = 0;
};

struct FillValue {
    bool is_set_by_user = false;
    bool is_undefined = false;  ///< no value, not even the default of zeros
    bool is_never_written = false;
    std::vector<std::byte> bytes;  ///< one element, as in the file; empty: zeros
};

struct Storage {
    Layout layout;
    std::vector<Filter> filters;
    FillValue fill;
    bool is_external = false;  ///< in other files
};

/// `rank`: of the dataset.
Storage decode_storage(const ObjectHeader& header, SharedMessages& shared, std::size_t rank,
                       std::uint32_t element_size);

}  // namespace cairn::hdf5
