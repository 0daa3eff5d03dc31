// Grids whose cells have a place each, too many to be held: of these every n-th cell along each axis is drawn.
#pragma once

#include <cstdint>
#include <string>

#include "builder/model/dataset.hpp"
#include "builder/probe/zarr/part_reader.hpp"
#include "builder/quicklook/map_choice.hpp"

namespace cairn::quicklook {

/// So many places of cells are held, a pixel each of the largest picture and as many again.
constexpr std::uint64_t k_most_places = 4ULL << 20;

/// Where the reader left out the coordinates of a curved grid or of unstructured cells, since they are too many, they
/// are read through `parts`, and the dimensions of the map are as long in `dataset` as what is kept. `step`: 1 where
/// nothing is left out. Why they cannot be read; empty: they were, or need not be.
std::string thin_out(Dataset& dataset, const MapChoice& choice, zarr::PartReader& parts, std::uint64_t& step);

}  // namespace cairn::quicklook
