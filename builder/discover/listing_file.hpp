// Files that list the objects of an archive, made by others: an inventory costs a bucket no request.
#pragma once

#include <string>
#include <vector>

#include "builder/discover/listed_storage.hpp"

namespace cairn {

/// The objects in a file, plain or of gzip, that is
/// - the JSON of `rclone lsjson --recursive`, whose paths are below `root`; its time, and a hash where there is one, tell
///   changes;
/// - the CSV of an S3 inventory: bucket and key first, then in any order a size, a time and an ETag, which are told by
///   their form. Keys are from the top of the bucket: those that are not below the prefix of `root` are passed over.
/// Throws std::runtime_error with the path, and the line of what is neither.
std::vector<ListedObject> read_listing(const std::string& path, const std::string& root);

}  // namespace cairn
