// What the validator asks of files and stores, answered by the builder's readers.
#pragma once

#include <memory>

#include "validator/assets/asset_metadata.hpp"

namespace cairn {

/// Reads as `cairn inspect` does, without a configuration. Threads: any number, each with a reader of its own.
std::shared_ptr<const validate::AssetReader> make_asset_reader();

}  // namespace cairn
