// What formats take from an answer.
#pragma once

#include <string>
#include <string_view>

#include "search/index.hpp"
#include "search/query.hpp"

namespace cairn::search {

/// A member of the properties of an asset or Item, or nullptr.
const json::Value* property(const json::Value& entry, std::string_view name);

/// The same where it is text; else empty.
std::string_view property_text(const json::Value& entry, std::string_view name);

/// The address of an answer: that of the file of an asset, that of the document of an Item. Empty: it has none.
std::string address_of(const Match& match, Wanted wanted);

/// An address as programs take it: a path without percent-encoding, a URL with it wherever an IRI has no such character
/// (RFC 3987, section 2.2). It is one line.
std::string usable_address(const std::string& href);

}  // namespace cairn::search
