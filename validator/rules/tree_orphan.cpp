// Found while the tree is followed from its root (validate.cpp).
#include "validator/rules/table.hpp"

namespace cairn::validate::rules {

const Rule k_tree_orphan{"tree/orphan",
                         Severity::warning,
                         "The root leads to every document",
                         "No client finds a document that no link leads to.",
                         "STAC best practices, Use of links",
                         {}};

}  // namespace cairn::validate::rules
