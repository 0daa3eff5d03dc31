// Which other documents a schema needs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn::validate {

struct DocumentReference {
    std::string url;         ///< absolute, without fragment
    bool is_certain = true;  ///< false: a document whose `$id` is not where it lies may mean this one or another
};

/// The documents that `$ref`, `$dynamicRef`, `$recursiveRef` and `$schema` of a schema name, each once, without itself
/// and the meta-schemas that the program knows. `url` is where it was found. Many published schemas have the `$id` of
/// another version: what they refer to relatively is looked for beside both.
std::vector<DocumentReference> documents_referred_to(const json::Value& schema, const std::string& url);

}  // namespace cairn::validate
