// The links of a document, as its record keeps them.
#pragma once

#include <cstdint>
#include <vector>

#include "base/json/value.hpp"
#include "validator/record.hpp"

namespace cairn::validate {

/// Adds the links of an object, whose texts are still the document's. `member`: as in Link.
void add_links(const json::Value& object, std::int32_t member, std::vector<Link>& found);

/// Gives the record each rel and href once, with texts of its own, and its first `self` link apart.
void keep_links(std::vector<Link> links, Record& record);

}  // namespace cairn::validate
