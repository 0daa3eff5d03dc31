// Organisations in attributes.
#pragma once

#include <vector>

#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/model/description.hpp"

namespace cairn {

/// From `institution` and creator_* as producers, from publisher_* without a role: who published a file once need not
/// host it now. A person stands behind his institution where that is known. Mail addresses are left out.
std::vector<Provider> read_providers(const AttributeTexts& attributes);

/// The organisation in a text as people write it: its name without the postal address, and the home page when one is
/// given. "DWD, Offenbach 63067, Germany (https://www.dwd.de)" -> "DWD", the whole as its description.
Provider organisation(std::string_view text);

}  // namespace cairn
