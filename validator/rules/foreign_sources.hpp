// Sources of virtual assets that are assets of other documents: "../a/a.json#/assets/data".
#pragma once

#include "validator/rules/rule.hpp"

namespace cairn::validate::rules {

/// Says of each whether the fragment leads to something, where the document is one of the tree. A record keeps no
/// assets, since few documents have such sources: theirs are read once more. Of documents that are not there another
/// rule speaks.
void check_foreign_sources(const RecordView& view, Findings& out);

}  // namespace cairn::validate::rules
