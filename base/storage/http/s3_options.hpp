// What users say about a server of S3.
#pragma once

#include <string>

namespace cairn {

/// What the user says. What is empty is looked up.
struct S3Options {
    /// "https://s3.example.org/bucket/key", or "https://bucket.s3.example.org/key".
    enum class Addressing { automatic, path, virtual_host };
    std::string profile = {};
    std::string endpoint = {};  ///< URL of the server, for all that is not AWS
    std::string region = {};
    Addressing addressing = Addressing::automatic;
    bool is_anonymous = false;
};

}  // namespace cairn
