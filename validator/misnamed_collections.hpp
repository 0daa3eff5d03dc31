// Collections that have another id than all their documents know.
#pragma once

#include <map>
#include <string_view>

#include "validator/tree.hpp"

namespace cairn::validate {

/// Collections to which two documents or more lead that all name one other id, which no Collection has; and that id.
/// One id that was changed is one cause, whatever the number of Items.
std::map<const Record*, std::string_view> misnamed_collections(const Tree& tree);

/// Whether a document is of a kind that says which Collection it belongs to.
bool names_collection(const Record& record);

}  // namespace cairn::validate
