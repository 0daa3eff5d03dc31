// What the schemas refuse of members that go into documents, found out before there are documents.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"

namespace cairn {

enum class DocumentKind { catalog, collection, item };

/// A value that a schema does not take.
struct Refusal {
    std::string pointer;  ///< below the members
    std::string message;  ///< what was found, what was expected
};

/// Merges the members into a valid document of that kind and asks the bundled schemas, the core's and those of the
/// extensions that are listed in `stac_extensions` of the members or `extensions`. Only what stands in the members is
/// reported, not what a document as a whole still lacks. Threads: safe.
std::vector<Refusal> refusals_of(const json::Value& members, DocumentKind kind,
                                 const std::vector<std::string>& extensions = {});

}  // namespace cairn
