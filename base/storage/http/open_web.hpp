// The storage of a URL, by its scheme.
#pragma once

#include <memory>
#include <string>

#include "base/storage/http/client.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

/// The objects below an http, https or s3 URL of a folder, which may have credentials ("https://user:password@host/").
/// Throws std::invalid_argument for any other URL.
std::unique_ptr<Storage> open_web(const std::string& folder_url, HttpSettings settings);

}  // namespace cairn
