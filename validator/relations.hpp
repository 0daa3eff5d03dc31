// What the relations of links lead to in a catalog.
#pragma once

#include <string_view>

#include "validator/record.hpp"

namespace cairn::validate {

/// Whether a document says by this relation where the other documents of the catalog are.
bool leads_to_document(std::string_view rel);

/// Whether what stands there is one STAC object: those of `data` and `asset` links may be anything.
bool leads_to_one_document(std::string_view rel);

/// Whether a document says by this link what belongs to it: a child, an Item, a page.
bool holds(const Record& record, const Link& link);

/// "a Catalog or Collection", when the link leads to a document of another kind than its relation says; empty: it does
/// not, or nothing is known of the relation.
std::string_view missed_kind(const Record& record, const Link& link, const Record& target);

}  // namespace cairn::validate
