// A virtual store as the Parquet reference set that fsspec's LazyReferenceMapper reads: a folder with .zmetadata, and
// for each array files refs.N.parq of record_size references each, with the columns path, offset, size and raw.
// https://fsspec.github.io/kerchunk/spec.html#parquet-references
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

/// Takes one whole file of the folder.
using FileSink = std::function<void(const std::string& name, std::string_view bytes)>;

/// Memory: one file. What is appended to a series changes .zmetadata and the last file of each array alone. The same
/// store gives the same bytes. Throws what `sink` throws.
void write_kerchunk_parquet(const VirtualStore& store, std::uint64_t record_size, const FileSink& sink);

}  // namespace cairn::virtualize
