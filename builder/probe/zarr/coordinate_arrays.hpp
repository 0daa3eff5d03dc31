// The values of a store's coordinates, and when chunks that are not there make them untrustworthy.
#pragma once

#include <string>
#include <vector>

#include "builder/cf/coordinates.hpp"
#include "builder/model/dataset.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/zarr/array_document.hpp"
#include "builder/probe/zarr/array_values.hpp"
#include "builder/probe/zarr/key_store.hpp"
#include "builder/probe/zarr/reports.hpp"

namespace cairn::zarr {

struct LoadedArray {
    VariableId id;
    std::string path;  ///< in the store; "" is the root
    ArrayDocument document;
};

/// Reads what coordinates_to_read names. `arrays` are in order of their ids.
void read_coordinates(KeyStore& store, Dataset& dataset, const std::vector<LoadedArray>& arrays,
                      const ReadLimits& limits, Reports& reports);

/// Whether writers leave out chunks that are all fill: those of Zarr v3 do by default, those of v2 do not.
enum class Writers { write_fill, leave_out_fill };

/// Empty when elements whose chunks are not there may be taken for what they are by the specification: the fill value.
/// Writers leave out chunks that hold nothing else (a time axis whose first step is 0), but copies lose chunks too, and
/// a lost chunk must never make a wrong extent. So it has to be one element, of an array of one, or of a strictly
/// monotonic axis into which it fits: no step beside it is larger than twice the largest other step.
std::string why_fill_is_not_trusted(const ArrayValues& read, const Values& fill_value, std::size_t axes,
                                    Writers writers = Writers::write_fill);

}  // namespace cairn::zarr
