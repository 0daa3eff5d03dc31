// A schema and all that it refers to, as one flat table: what both the engine and the explanation of its verdicts work
// on.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/json/value.hpp"
#include "validator/schemas.hpp"

namespace cairn::validate {

/// The schema, or one that it refers to, cannot be used. The message names the schema and the place.
class UnusableSchema : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Every `$ref` is {"$ref": <index into definitions>}, and stands alone: beside other keywords (draft 2019-09 allows
/// that) it is one of `allOf`. `$dynamicRef` and `$recursiveRef` are such references, too: prepare() knows every way to
/// them. Only assertions and applicators are left that the dialect of the document has (and `description`, for
/// messages), so that no reader needs to know of drafts, base URLs, `$id`, anchors or JSON pointers. (valijson 1.0
/// ignores `$id`, passes relative names to its fetch function as they are, and its cache mixes up equal pointers of two
/// documents.)
struct PreparedSchema {
    struct Definition {
        json::Value schema;
        std::string origin;  ///< URL and pointer: "https://.../item.json#/definitions/core"
    };
    std::vector<Definition> definitions;  ///< [0] is the schema itself
};

/// Stands beside `contains` where the elements that it fits count as evaluated: in draft 2020-12, not in 2019-09.
inline constexpr std::string_view k_contains_evaluates = "cairn:contains-evaluates";

/// Throws UnusableSchema: a reference to an unknown document or place, a cycle of references that never reaches a
/// value, a node that is neither an object nor a boolean.
PreparedSchema prepare(const json::Value& schema, std::string_view url, const SchemaStore& store);

/// The index of {"$ref": n} in a prepared schema, or k_no_reference.
inline constexpr std::size_t k_no_reference = static_cast<std::size_t>(-1);
std::size_t reference_of(const json::Value& schema);

}  // namespace cairn::validate
