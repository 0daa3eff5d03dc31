// What one file has for a store: its variables and groups, by their paths.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "builder/model/chunk_manifest.hpp"
#include "builder/virtual/along.hpp"
#include "builder/virtual/array_series.hpp"
#include "builder/virtual/refusal.hpp"
#include "builder/virtual/virtual_store.hpp"

namespace cairn::virtualize {

/// The variables by path ("tas", "forecast/tas"); those with the dimension of the files know which of theirs it is.
std::map<std::string, FileArray> arrays_of(const FileManifest& manifest, const std::optional<Along>& along);

std::vector<VirtualGroup> groups_of(const Dataset& dataset);

/// Whether an operator leaves out the variable: by its path, or by its name.
bool is_left_out(const std::string& path, const std::vector<std::string>& without);

/// The variables and groups whose names no store can have (names.hpp), or that have the path of another.
std::vector<Refusal> refused_names(const std::string& path_of_file, const Dataset& dataset,
                                   const std::vector<std::string>& without);

}  // namespace cairn::virtualize
