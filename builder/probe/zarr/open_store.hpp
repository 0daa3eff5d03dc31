// From a path to a Zarr store: a folder, a zip archive, or a folder of stores that are levels of one pyramid.
#pragma once

#include <string>

#include "base/outcome.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/model/source.hpp"
#include "builder/probe/reader.hpp"
#include "builder/probe/zarr/part_reader.hpp"

namespace cairn::zarr {

/// The whole store at `source.path`, with problems that name paths: "<path of the store>/<key>". Levels of a pyramid
/// are groups; level 0 of one with "0.link" is the group of the path where it lies ("/../base.zarr"). `archive`: the
/// folder that such a link may not leave; empty: the folder around the source. `web`: what is fetched; null: nothing
/// is. On the web links of pyramids are not followed. `parts`: what is done with its arrays beside; null: nothing.
Outcome<Dataset> read_store_at(const Source& source, const ReadLimits& limits, const std::string& archive = {},
                               WebStorages* web = nullptr, const PartWork* parts = nullptr);

}  // namespace cairn::zarr
