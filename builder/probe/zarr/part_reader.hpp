// Parts of arrays that are read beside the coordinates of their store, of any size and in bounded memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/array_values.hpp"

namespace cairn::zarr {

constexpr std::uint64_t k_largest_part_chunk = 512ULL << 20;  ///< bytes, decoded
constexpr std::uint64_t k_part_block = 1ULL << 20;            ///< elements that are given at a time

/// Threads: one.
class PartReader {
  public:
    virtual ~PartReader() = default;

    /// The elements from the first along each axis on, as many as `shape` says, in any order. Why not all of them were
    /// read, in words; empty: they were. Throws what `take` throws.
    virtual std::string read(VariableId variable, const std::vector<std::uint64_t>& shape, const BlockTaker& take) = 0;
};

struct PartWork {
    /// Called once, when the coordinates have their values.
    std::function<void(Dataset& dataset, PartReader& parts)> work;

    /// Called before a part of the array at this path is read; empty: nothing is to be done before.
    std::function<void(std::string_view path, const std::vector<std::uint64_t>& shape)> before = {};
};

}  // namespace cairn::zarr
