// From what people type to a storage and the document to begin with.
#pragma once

#include <memory>
#include <string>

#include "base/storage/http/client.hpp"
#include "base/storage/storage.hpp"

namespace cairn::search {

struct OpenedTree {
    std::unique_ptr<Storage> storage;
    std::string key;
};

/// A folder (its catalog.json), a document, or an http, https or s3 URL of either: one that ends in ".json" is of a document.
/// Throws SearchEnded when there is no such folder or file, std::invalid_argument for a URL that cannot be used.
OpenedTree open_tree(const std::string& place, const HttpSettings& settings);

}  // namespace cairn::search
