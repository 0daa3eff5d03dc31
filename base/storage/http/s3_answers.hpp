// What servers of S3 answer in XML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/storage/http/client.hpp"
#include "base/storage/storage.hpp"

namespace cairn {

struct S3Object {
    std::string key;  ///< from the top of the bucket
    std::uint64_t size_bytes = 0;
    std::string etag;              ///< without quotes; the MD5 of what was uploaded in one piece, for most servers
    std::int64_t modified_ns = 0;  ///< since 1970-01-01T00:00Z; 0: the server does not say
};

/// One answer to ListObjectsV2.
struct S3Page {
    std::vector<S3Object> objects;
    std::vector<std::string> prefixes;  ///< "folders", where a delimiter was asked for
    std::string next_token;             ///< empty: this is the last page
};

/// A fault says at which line of the XML, or what is missing.
Answer<S3Page> parse_s3_page(std::string_view xml);

/// The text of the first element of this name, wherever it stands; empty: there is none, or this is no XML.
std::string s3_element(std::string_view xml, std::string_view name);

/// Why an answer is none of success; nullopt: it is one. Names the code of the server's error (AccessDenied, ...) and
/// what to do, never its own words: some of them repeat what was signed.
std::optional<StorageFault> s3_fault(const HttpResponse& response);

}  // namespace cairn
