// Reads a Zarr store, v2 or v3, in a folder or a zip archive.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/zarr/key_store.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::zarr {

/// The dataset of a whole hierarchy. Groups as they nest (DataTree); an array at the root of the store is a variable of
/// the root group that has its store's name. What is wrong with a part is in Dataset::problems and costs that part
/// only. A Problem when nothing can be described. Problems name keys, not paths: the caller knows the path of the
/// store. `parts`: what is done with its arrays beside; null: nothing.
Outcome<Dataset> read_store(KeyStore& store, const std::string& name, const ReadLimits& limits,
                            const PartWork* parts = nullptr);

}  // namespace cairn::zarr
