// Files that no request holds: uploads in parts (CreateMultipartUpload, UploadPart, CompleteMultipartUpload of S3).
#pragma once

#include <optional>
#include <string>

#include "base/storage/http/s3_bucket.hpp"

namespace cairn::publish {

/// Uploads a file as one object, which appears when its last part is there; parts of an upload that failed are given
/// up. `upload.bytes` is not looked at. Holds a few parts of 16 MiB or more in memory.
std::optional<StorageFault> put_in_parts(S3Bucket& bucket, const S3Upload& upload, const std::string& file);

}  // namespace cairn::publish
