// DOIs, citations and references in attributes (the scientific extension).
#pragma once

#include <vector>

#include "builder/interpret/description/attribute_texts.hpp"
#include "builder/model/description.hpp"

namespace cairn {

/// Sets `doi`, `citation` and `publications`. The DOI of the data is that of an attribute that has no other purpose;
/// those in `references` are of texts. References are taken apart at ';', '|' and line breaks where every part has a
/// year or a DOI; what has neither ("see the documentation", an address) is none.
void read_publications(const AttributeTexts& attributes, Description& description);

}  // namespace cairn
