// Schemes of URLs under which data are published.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace cairn {

inline constexpr std::array<std::string_view, 22> k_data_schemes{
    "http",  "https", "s3",  "s3a",   "gs",  "gcs",  "az",   "abfs", "abfss",   "adl",  "wasb",
    "wasbs", "oss",   "cos", "swift", "ftp", "ftps", "sftp", "hdfs", "webhdfs", "file", "local"};

/// Others, such as javascript: and data:, have no place in a catalog. `scheme` is in lower case.
inline bool is_data_scheme(std::string_view scheme) {
    return std::find(k_data_schemes.begin(), k_data_schemes.end(), scheme) != k_data_schemes.end();
}

}  // namespace cairn
