// A Zarr store whose keys are objects of a storage: on a web server, in a bucket.
#pragma once

#include <memory>
#include <string>

#include "base/outcome.hpp"
#include "base/storage/web_storages.hpp"
#include "builder/probe/zarr/key_store.hpp"

namespace cairn::zarr {

/// The keys below a place of `web`. What is asked for ahead (`expect`) is under way at once; the beginnings of values
/// that were asked for their size are kept, so that a value costs one request. Nothing is found out here about whether
/// there is a store.
std::unique_ptr<KeyStore> make_object_store(const ObjectPlace& place, const std::string& path);

/// The folder at a path of the disk, or below a place of the web: what open_folder_store gives.
Outcome<std::unique_ptr<KeyStore>> open_keys(const std::string& path, WebStorages* web);

}  // namespace cairn::zarr
