#include "base/storage/http/open_web.hpp"

#include <utility>

#include "base/storage/http/http_storage.hpp"
#include "base/storage/http/s3_storage.hpp"
#include "base/url.hpp"

namespace cairn {

std::unique_ptr<Storage> open_web(const std::string& folder_url, HttpSettings settings) {
    if (scheme_of(folder_url) != "s3") return std::make_unique<HttpStorage>(folder_url, std::move(settings));
    return std::make_unique<S3Storage>(s3_place(folder_url), settings);
}

}  // namespace cairn
