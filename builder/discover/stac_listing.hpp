// All files of an archive, by the assets of a catalog of STAC.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/storage/storage.hpp"
#include "builder/discover/listed_storage.hpp"

namespace cairn {

struct StacListing {
    std::vector<ListedObject> objects;
    std::vector<std::string> stores;    ///< keys of folders that are Zarr stores
    std::vector<std::string> left_out;  ///< what was passed over, and why: a sentence each
};

/// Begins to read the document at an absolute URL (file:, http:, https:, s3:).
using BeginDocument = std::function<std::unique_ptr<PendingRead>(const std::string& url)>;

/// What the document at `url`, and those that it leads to by links (child, item, items, next, data, asset), have below
/// `root`. Documents on the same server are read, each once, `at_once` at a time; a catalog of this machine (file:) may
/// lead to servers. Throws std::runtime_error with the address of a document that cannot be read, since what it lists
/// would be lost, and when nothing lies below `root`.
StacListing read_stac(const std::string& url, const std::string& root, const BeginDocument& begin, std::size_t at_once);

}  // namespace cairn
