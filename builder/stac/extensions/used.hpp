// Which extensions a document uses, told from its members: what is listed in `stac_extensions` is true by construction.
#pragma once

#include <string_view>

#include "base/json/value.hpp"

namespace cairn::extensions {

/// Adds to `stac_extensions` of an Item, a Collection or an asset Feature the URLs of the extensions whose members it
/// has, in a fixed order; what is listed already is not repeated. Comes last, when a template has had its say.
void list_used(json::Value& document);

/// Adds one to `stac_extensions`, when it is not there: an extension whose members other documents have, too.
void list(json::Value& document, std::string_view url);

/// The URL of the extension that a member belongs to; empty: to none that the program knows.
std::string_view extension_of(std::string_view member);

}  // namespace cairn::extensions
