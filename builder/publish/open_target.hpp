// From what the user wrote to a target.
#pragma once

#include <memory>
#include <string>

#include "base/storage/http/s3.hpp"
#include "builder/publish/target.hpp"
#include "builder/write/filesystem.hpp"

namespace cairn::publish {

/// `place`: "s3://bucket/prefix", "file:///folder" or the path of a folder. `out` is the tree. Throws
/// std::invalid_argument for any other scheme, and for a folder that equals, contains or lies in `out`; as s3_place.
std::unique_ptr<Target> open_target(const std::string& place, const std::string& out, const S3Options& options,
                                    std::size_t connections, Filesystem& filesystem);

}  // namespace cairn::publish
