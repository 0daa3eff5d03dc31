// A virtual store on the disk, whole or not at all.
#pragma once

#include <cstdint>
#include <string>

#include "builder/virtual/virtual_store.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn {

enum class ReferenceForm { parquet, json, packed_json };

ReferenceForm form_by_name(const std::string& path);  ///< ".json", ".json.zst"; all others are Parquet

/// Writes beside `path` first. What stands there is replaced when it is a reference set, and else refused: throws
/// std::invalid_argument. Throws std::system_error when the disk fails.
void write_virtual_files(const virtualize::VirtualStore& store, const std::string& path, std::uint64_t record_size,
                         Filesystem& filesystem);

}  // namespace cairn
